package io.keymend.mend;

import io.keymend.evidence.RowKey;

/// A row as a plan saw it: it is changed only while its value still has this digest.
public record PlannedRow(RowKey key, Digest digest) {}
