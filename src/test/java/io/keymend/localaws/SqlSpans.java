package io.keymend.localaws;

import io.keymend.install.Engine;

/// Where quoted text and comments end, by the lexical rules of each engine.
///
/// Text that is not closed ends with the statement: the database shall complain about it.
record SqlSpans(String sql, Engine engine) {
    /// The end of the comment that starts at a position; the position itself where none does.
    int commentEnd(int at) {
        if (sql.startsWith("/*", at)) {
            return blockEnd(at);
        }
        boolean hash = engine == Engine.MYSQL && sql.charAt(at) == '#';
        return hash || dashes(at) ? lineEnd(at) : at;
    }

    /// The end of the literal or quoted name that starts at a position; the position itself where
    /// none does.
    int quoteEnd(int at) {
        return switch (sql.charAt(at)) {
            case '\'' -> closed(at, '\'', engine == Engine.MYSQL || escapeString(at));
            case '"' -> closed(at, '"', engine == Engine.MYSQL);
            case '`' -> engine == Engine.MYSQL ? closed(at, '`', false) : at;
            case '$' -> engine == Engine.POSTGRESQL ? dollarEnd(at) : at;
            default -> at;
        };
    }

    /// The end of the run of word characters at a position.
    int wordEnd(int at) {
        int end = at;
        while (end < sql.length() && isWord(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    static boolean isWordStart(char c) {
        return isWord(c) && !Character.isDigit(c);
    }

    /// Whether a colon after this character can be the one of an array slice.
    static boolean isOperand(char c) {
        return isWord(c) || c == ']' || c == ')' || c == '[';
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /// MySQL wants a space after the dashes, so that `5--1` stays arithmetic.
    private boolean dashes(int at) {
        if (!sql.startsWith("--", at)) {
            return false;
        }
        return engine == Engine.POSTGRESQL || at + 2 >= sql.length() || sql.charAt(at + 2) <= ' ';
    }

    private int lineEnd(int at) {
        int end = sql.indexOf('\n', at);
        return end < 0 ? sql.length() : end;
    }

    /// Comments nest in PostgreSQL only.
    private int blockEnd(int at) {
        int depth = 1;
        int next = at + 2;
        while (next < sql.length() && depth > 0) {
            if (sql.startsWith("*/", next)) {
                depth--;
                next += 2;
            } else if (engine == Engine.POSTGRESQL && sql.startsWith("/*", next)) {
                depth++;
                next += 2;
            } else {
                next++;
            }
        }
        return next;
    }

    /// A doubled quote reads as the end of one span and the start of the next, which comes to the
    /// same.
    private int closed(int at, char quote, boolean backslash) {
        int next = at + 1;
        while (next < sql.length()) {
            char c = sql.charAt(next);
            if (c == quote && !doubled(next, quote)) {
                return next + 1;
            }
            next += c == quote || (backslash && c == '\\') ? 2 : 1;
        }
        return sql.length();
    }

    private boolean doubled(int at, char quote) {
        return at + 1 < sql.length() && sql.charAt(at + 1) == quote;
    }

    /// Whether the quote at a position opens an `E'...'` literal.
    private boolean escapeString(int at) {
        boolean marked = at > 0 && (sql.charAt(at - 1) == 'E' || sql.charAt(at - 1) == 'e');
        return marked && (at < 2 || !isWord(sql.charAt(at - 2)));
    }

    private int dollarEnd(int at) {
        if (at > 0 && (isWord(sql.charAt(at - 1)) || sql.charAt(at - 1) == '$')) {
            return at;
        }
        int tagEnd = wordEnd(at + 1);
        boolean opens = tagEnd < sql.length() && sql.charAt(tagEnd) == '$';
        if (!opens || Character.isDigit(sql.charAt(at + 1))) {
            return at;
        }
        String tag = sql.substring(at, tagEnd + 1);
        int close = sql.indexOf(tag, tagEnd + 1);
        return close < 0 ? sql.length() : close + tag.length();
    }
}
