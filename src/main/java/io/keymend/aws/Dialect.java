package io.keymend.aws;

import io.keymend.install.Engine;
import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

/// The SQL for looking, as one engine wants it.
///
/// A *mark* is what the database says of one value: `-` NULL, `?` not a KMS blob, or a letter for
/// the encoding and then the fingerprint: `B` and base64 characters 7 to 50, `H` and 64 hex digits
/// of a hex text, `Y` and 64 hex digits of bytes. Values themselves never leave the database for a
/// count.
interface Dialect {
    /// Every column that can hold a seal or belongs to a primary key, paged by `:skip`: schema,
    /// table, column, kind (`text`, `bytes`, `other`), place in the primary key (0: not in it).
    String columns();

    /// The mark of a value.
    String mark(String column, boolean bytes);

    /// The mark that the values of a group have.
    String markOf(Encoding encoding, Fingerprint fingerprint);

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
