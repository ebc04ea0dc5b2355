package io.keymend.mend;

import java.util.regex.Pattern;

/// The SHA-256 of one value as stored, in lower-case hexadecimal.
///
/// The database computes it: of the bytes of a binary value, of a text's bytes in UTF-8 on
/// PostgreSQL and in the column's own character set on MySQL. It stands for the value wherever the
/// value itself must not go.
public record Digest(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public Digest {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal");
        }
    }
}
