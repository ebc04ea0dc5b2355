package io.keymend.evidence;

import io.keymend.install.DatabaseRef;
import io.keymend.profile.Profile;

import java.util.function.BooleanSupplier;

/// Looks at a product's tables. Looking never changes anything.
public interface TableInspector {
    /// Finds the columns that hold sealed values and counts what they hold.
    ///
    /// @param profile names the columns that are counted whether or not a sample shows a seal in
    ///   them
    /// @param timeIsUp asked before each table; what is left then is reported as unread
    Inspection inspect(DatabaseRef database, Profile profile, BooleanSupplier timeIsUp);
}
