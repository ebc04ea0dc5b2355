package io.keymend.aws.mend;

/// A column of a table that is to be mended.
///
/// @param type as the engine writes it, with its length or precision
/// @param cast the type without length or precision; on MySQL its bare name
/// @param generated whether the database computes it from other columns
/// @param bumped whether MySQL sets it to the present time at every UPDATE that does not
/// @param keyPlace its place in the primary key from 1; 0 where it is not in it
/// @param charset the character set of a text on MySQL; else empty
/// @param collation of a text on MySQL; else empty
record MendColumn(
        String name,
        String type,
        String cast,
        Kind kind,
        boolean generated,
        boolean bumped,
        int keyPlace,
        String charset,
        String collation) {
    /// How its values are written down and read back.
    enum Kind {
        TEXT,
        BYTES,
        JSON,
        /// A label of an ENUM or SET.
        LABEL,
        /// A FLOAT of MySQL, which is shown with fewer digits than it has.
        FLOAT,
        BIT,
        /// Any other type, whose text is exact.
        PLAIN,
        /// A type nobody tried; such a table is left alone.
        UNKNOWN
    }

    boolean canHoldSeal() {
        return kind == Kind.TEXT || kind == Kind.BYTES || kind == Kind.JSON;
    }
}
