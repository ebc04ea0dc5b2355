package io.keymend.aws.mend;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// What a database says of each row of a chunk: the row's place and a letter, `0-1M17-`, for the
/// rows it knows.
final class Letters {
    private final Map<Integer, Character> letters = new HashMap<>();

    private Letters() {}

    /// @param text null where no row is known
    static Letters read(@Nullable String text) {
        Letters read = new Letters();
        int number = 0;
        for (int at = 0; text != null && at < text.length(); at++) {
            char next = text.charAt(at);
            if (next >= '0' && next <= '9') {
                number = 10 * number + next - '0';
            } else {
                read.letters.put(number, next);
                number = 0;
            }
        }
        return read;
    }

    /// The letter of a row, or another one where the database said nothing of it.
    char of(int row, char otherwise) {
        return letters.getOrDefault(row, otherwise);
    }
}
