package io.keymend.aead;

/// One row: where Semaphore ends with the keys it has, and why.
public record RowDiagnosis(String id, Outcome now, Cause cause) {}
