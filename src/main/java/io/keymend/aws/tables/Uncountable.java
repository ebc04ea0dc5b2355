package io.keymend.aws.tables;

/// A column that cannot be counted whole, and why. Its table is unread then, never empty.
final class Uncountable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Uncountable(String why) {
        super(why);
    }
}
