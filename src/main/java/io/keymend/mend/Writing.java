package io.keymend.mend;

import io.keymend.install.DatabaseRef;

/// How products' databases are written. There is none unless mending is on.
public interface Writing {
    /// Writes as the mending user, whoever reads the database otherwise.
    RowMender mender(DatabaseRef database);

    Resealer resealer();
}
