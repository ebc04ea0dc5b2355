package io.keymend.evidence;

import io.keymend.install.DatabaseRef;
import io.keymend.profile.Profile;
import io.keymend.seal.SealedValue;

import java.util.List;
import java.util.function.BooleanSupplier;

/// Looks at a product's tables. Looking never changes anything.
public interface TableInspector {
    /// Finds the columns that hold sealed values and counts what they hold. Of values that only
    /// reading tells apart the beginnings are read; no other value leaves the database, and only
    /// the rows of those are named yet.
    ///
    /// @param profile names the columns that are counted whether or not a sample shows a seal in
    ///   them
    /// @param timeIsUp asked before each table; what is left then is reported as unread
    Inspection inspect(DatabaseRef database, Profile profile, BooleanSupplier timeIsUp);

    /// The first rows of a group that the database itself can find, by primary key; empty where the
    /// table has none, or where they could not be read.
    List<RowKey> rows(DatabaseRef database, ColumnCensus column, SealedGroup group);

    /// One value of a group that the database itself can find, for a probe.
    Sample sample(DatabaseRef database, ColumnCensus column, SealedGroup group);

    /// What came of asking for a value.
    sealed interface Sample {
        /// A whole blob.
        record Whole(SealedValue value) implements Sample {}

        record None(String why) implements Sample {}
    }
}
