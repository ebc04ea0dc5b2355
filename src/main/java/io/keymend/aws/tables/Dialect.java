package io.keymend.aws.tables;

import io.keymend.install.Engine;
import io.keymend.seal.Encoding;

import java.util.Optional;

/// The SQL for looking, as one engine wants it.
///
/// A KMS blob has at most 6,144 bytes, and sizes are known without reading a large value out of
/// line, so they are asked first. Then a value's first characters say cheaply that it may be a
/// blob, and exactly whether it begins like one.
public interface Dialect {
    /// Every column that can hold a seal or belongs to a primary key, paged by `:skip`: schema,
    /// table, column, kind (`text`, `bytes`, `json`, `other`), place in the primary key (0: not in
    /// it), and what a text is cast to before it is compared with the column.
    String columns();

    /// A column as an expression whose value is a text or bytes.
    String value(TableShape.Candidate column);

    /// Whether a value begins exactly like a blob in this encoding.
    String hasShape(String value, Encoding encoding);

    /// Whether a value begins exactly like a blob, in any encoding that its column can hold.
    default String isSealed(String value, boolean bytes) {
        return bytes
                ? hasShape(value, Encoding.BYTES)
                : "("
                        + hasShape(value, Encoding.BASE64)
                        + " OR "
                        + hasShape(value, Encoding.HEX)
                        + ")";
    }

    /// How many values begin alike, most first: the beginning as hexadecimal, and the count. It is
    /// `-` for NULL, nothing for an empty value, `?` for what cannot be a blob, else 50 characters
    /// of base64, 74 of hexadecimal, or 38 bytes. Values themselves never leave the database for
    /// it.
    ///
    /// @param rows what is counted, from the table's name on
    String beginnings(String value, boolean bytes, String rows, int most);

    /// The same, and for each beginning the least value of a key column, as text. Empty where the
    /// engine counts a large table by [#scattered].
    Optional<String> beginningsAndFirst(
            String value, boolean bytes, String rows, TableShape.KeyPart key, int most);

    /// A hundredth of a table's rows from all over it, read without reading the rest; empty where
    /// the engine cannot do that. It stands for the table's name.
    Optional<String> scattered(String table);

    /// Whether a value begins with what the parameter says, and may be a whole blob.
    String begins(String value, Encoding encoding, String parameter);

    /// The parameter of [#begins].
    ///
    /// @param hex a beginning as [#beginnings] answers it
    String beginsWith(Encoding encoding, String hex);

    /// Whether a value is a blob in this encoding whose fingerprint is `:mark`, which is 44
    /// characters of base64 or 64 of hexadecimal.
    String hasMark(String value, Encoding encoding);

    /// How many bytes a value has.
    String length(String value);

    /// The first characters of a text, or bytes.
    String first(String value, boolean bytes, int count);

    /// The same as hexadecimal, in one character set whatever the column's.
    String firstHex(String value, boolean bytes, int count);

    /// The first part of a text that looks like a KMS blob in base64 or hexadecimal, wherever in
    /// the text it stands.
    String token(String value);

    /// An identifier in the engine's quotes.
    String name(String identifier);

    /// A key column's value as text; bytes as hexadecimal.
    String keyText(String column, boolean bytes);

    /// A parameter that holds a key column's text, as a value of the column's type.
    String keyValue(TableShape.KeyPart part, String parameter);

    static Dialect of(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> new PostgresDialect();
            case MYSQL -> new MysqlDialect();
        };
    }
}
