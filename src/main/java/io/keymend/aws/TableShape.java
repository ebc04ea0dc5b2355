package io.keymend.aws;

import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.TableName;

import java.util.List;

/// A product's table, as far as looking needs it.
///
/// @param key its primary key, in order; empty where it has none
/// @param candidates the columns that can hold a sealed value
record TableShape(TableName name, List<KeyColumn> key, List<Candidate> candidates) {
    TableShape {
        key = List.copyOf(key);
        candidates = List.copyOf(candidates);
    }

    /// A column that can hold a sealed value.
    record Candidate(String name, boolean bytes) {}
}
