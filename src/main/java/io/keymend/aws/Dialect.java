package io.keymend.aws;

import io.keymend.install.Engine;
import io.keymend.seal.Encoding;

/// The SQL for looking, as one engine wants it.
///
/// A KMS blob has at most 6,144 bytes, and sizes are known without reading a large value out of
/// line, so they are asked first. Then a value's first characters say cheaply that it may be a
/// blob, and exactly whether it begins like one.
interface Dialect {
    /// Every column that can hold a seal or belongs to a primary key, paged by `:skip`: schema,
    /// table, column, kind (`text`, `bytes`, `other`), place in the primary key (0: not in it).
    String columns();

    /// Whether a value begins exactly like a blob in this encoding.
    String hasShape(String column, Encoding encoding);

    /// Whether a value begins exactly like a blob, in any encoding that its column can hold.
    default String isSealed(String column, boolean bytes) {
        return bytes
                ? hasShape(column, Encoding.BYTES)
                : "("
                        + hasShape(column, Encoding.BASE64)
                        + " OR "
                        + hasShape(column, Encoding.HEX)
                        + ")";
    }

    /// How many values begin alike, most first: the beginning as hexadecimal, and the count. It is
    /// `-` for NULL, `?` for what cannot be a blob, else 50 characters of base64, 74 of
    /// hexadecimal, or 38 bytes. Values themselves never leave the database for it.
    String beginnings(String column, boolean bytes, String table, int most);

    /// Whether a value is a blob in this encoding whose fingerprint is `:mark`, which is 44
    /// characters of base64 or 64 of hexadecimal.
    String hasMark(String column, Encoding encoding);

    /// An identifier in the engine's quotes.
    String name(String identifier);

    /// A key column's value as text; bytes as hexadecimal.
    String keyText(String column, boolean bytes);

    static Dialect of(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> new PostgresDialect();
            case MYSQL -> new MysqlDialect();
        };
    }
}
