package io.keymend.aws.mend;

import io.keymend.evidence.RowKey;
import io.keymend.json.Json;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.StoredValue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Rows on their way to the database as one parameter: a JSON array that it unnests by itself.
///
/// Each element has `n`, the row's place from 0; `i`, the SHA-256 of its key; `k`, its key; `d`,
/// the digest its value must have; and `v`, the value it is to get, bytes as hexadecimal.
final class MendChunk {
    private static final Json JSON = new Json();

    private MendChunk() {}

    /// A row and what is to become of it.
    ///
    /// @param digest empty where none is asked for
    record Row(RowKey key, String digest, Optional<StoredValue> next) {
        static Row of(PlannedRow row) {
            return new Row(row.key(), row.digest().hex(), Optional.empty());
        }

        static Row of(RowKey key) {
            return new Row(key, "", Optional.empty());
        }
    }

    static String json(List<Row> rows) {
        return JSON.write(out -> {
            out.writeStartArray();
            for (int n = 0; n < rows.size(); n++) {
                Row row = rows.get(n);
                out.writeStartObject();
                out.writeNumberField("n", n);
                out.writeStringField("i", id(row.key()));
                out.writeStringField("d", row.digest());
                out.writeArrayFieldStart("k");
                for (String part : row.key().values()) {
                    out.writeString(part);
                }
                out.writeEndArray();
                if (row.next().isPresent()) {
                    out.writeStringField("v", text(row.next().get()));
                }
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    /// About how many characters the rows take.
    static long size(List<Row> rows) {
        return rows.stream()
                .mapToLong(row ->
                        160L
                                + row.key().values().stream().mapToLong(String::length).sum()
                                + row.next().map(value -> text(value).length()).orElse(0))
                .sum();
    }

    /// The rows in their order, in parts of so many rows and characters at most; a row that is
    /// larger is a part of its own.
    static List<List<Row>> parts(List<Row> rows, int most, long largest) {
        List<List<Row>> parts = new ArrayList<>();
        int from = 0;
        long size = 0;
        for (int at = 0; at < rows.size(); at++) {
            long next = size(rows.subList(at, at + 1));
            if (at > from && (at - from == most || size + next > largest)) {
                parts.add(rows.subList(from, at));
                from = at;
                size = 0;
            }
            size += next;
        }
        if (from < rows.size()) {
            parts.add(rows.subList(from, rows.size()));
        }
        return parts;
    }

    /// The name a key has in the journal.
    static String id(RowKey key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : key.values()) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String names(List<String> names) {
        return JSON.write(out -> {
            out.writeStartArray();
            for (String name : names) {
                out.writeString(name);
            }
            out.writeEndArray();
        });
    }

    static List<String> names(String json) {
        try {
            return JSON.read(json).elements().stream()
                    .map(io.keymend.json.Node::textOrEmpty)
                    .toList();
        } catch (Json.Unreadable e) {
            throw new IllegalStateException("the journal holds something else than it wrote", e);
        }
    }

    private static String text(StoredValue value) {
        return switch (value) {
            case StoredValue.Text(var text) -> text;
            case StoredValue.Bytes bytes -> HexFormat.of().formatHex(bytes.value());
        };
    }
}
