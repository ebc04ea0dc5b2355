package io.keymend.aws.tables;

import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.TableName;

import java.util.List;
import java.util.stream.Stream;

/// A product's table, as far as looking needs it.
///
/// @param keyParts its primary key, in order; empty where it has none
/// @param candidates the columns that can hold a sealed value
record TableShape(TableName name, List<KeyPart> keyParts, List<Candidate> candidates) {
    TableShape {
        keyParts = List.copyOf(keyParts);
        candidates = List.copyOf(candidates);
    }

    List<KeyColumn> key() {
        return keyParts.stream().map(KeyPart::column).toList();
    }

    /// Every identifier that a statement about it holds.
    Stream<String> names() {
        return Stream.of(
                        Stream.of(name.schema(), name.table()),
                        keyParts.stream().flatMap(part -> Stream.of(part.name(), part.type())),
                        candidates.stream().map(Candidate::name))
                .flatMap(names -> names);
    }

    /// A column of the primary key.
    ///
    /// @param type what a text is cast to before it is compared with the column; empty where its
    ///   values cannot be compared in the order they are sorted in
    record KeyPart(KeyColumn column, String type) {
        String name() {
            return column.name();
        }
    }

    /// A column that can hold a sealed value.
    record Candidate(String name, Kind kind) {
        boolean bytes() {
            return kind == Kind.BYTES;
        }
    }

    /// How a column keeps its values.
    enum Kind {
        TEXT,
        BYTES,
        /// As a document, which is read as its text.
        JSON
    }
}
