package io.keymend.mend;

import io.keymend.install.DatabaseRef;

/// How products' databases are looked at, with their reading users.
public interface Reach {
    RowFinder finder(DatabaseRef database);

    RowProver prover(DatabaseRef database);
}
