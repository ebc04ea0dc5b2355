package io.keymend.aead;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Whether bytes are one JSON document as Go's `encoding/json` decides it, a byte at a time.
///
/// It looks at bytes and not at characters: what is not UTF-8 passes inside a string.
final class JsonScanner {
    private static final int DEEPEST = 10_000;

    private enum Inside {
        KEY,
        VALUE,
        ARRAY
    }

    private Inside[] stack = new Inside[8];
    private int depth;
    private JsonState state = JsonState.VALUE;
    private String word = "";
    private int position;
    private boolean ended;
    private int read;
    private @Nullable JsonFault fault;

    private JsonScanner() {}

    /// The first fault of the first `length` bytes, null where they are one document.
    static @Nullable JsonFault check(byte[] text, int length) {
        JsonScanner scanner = new JsonScanner();
        while (scanner.read < length && scanner.fault == null) {
            scanner.step(text[scanner.read++] & 0xff);
        }
        return scanner.end();
    }

    /// Go gives the end of the text a space to see whether a number was complete.
    private @Nullable JsonFault end() {
        if (fault == null && !ended) {
            step(' ');
            if (fault == null && !ended) {
                fault = new JsonFault("unexpected end of JSON input", read);
            }
        }
        return fault;
    }

    private void step(int c) {
        switch (state) {
            case VALUE -> value(c);
            case VALUE_OR_END -> {
                if (c == ']') {
                    afterValue(c);
                } else {
                    value(c);
                }
            }
            case KEY -> key(c);
            case KEY_OR_END -> {
                if (c == '}') {
                    stack[depth - 1] = Inside.VALUE;
                    afterValue(c);
                } else {
                    key(c);
                }
            }
            case AFTER_VALUE -> afterValue(c);
            case STRING -> string(c);
            case ESCAPE -> escape(c);
            case HEX -> hex(c);
            case WORD -> word(c);
            case MINUS, ZERO, INTEGER, POINT, FRACTION, E, E_SIGN, EXPONENT -> number(c);
        }
    }

    private void value(int c) {
        switch (c) {
            case ' ', '\t', '\r', '\n' -> {}
            case '{' -> push(c, Inside.KEY, JsonState.KEY_OR_END);
            case '[' -> push(c, Inside.ARRAY, JsonState.VALUE_OR_END);
            case '"' -> state = JsonState.STRING;
            case '-' -> state = JsonState.MINUS;
            case '0' -> state = JsonState.ZERO;
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> state = JsonState.INTEGER;
            case 't' -> begin("true");
            case 'f' -> begin("false");
            case 'n' -> begin("null");
            default -> fail(c, "looking for beginning of value");
        }
    }

    private void push(int c, Inside inside, JsonState next) {
        if (depth == DEEPEST) {
            fail(c, "exceeded max depth");
            return;
        }
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, 2 * depth);
        }
        stack[depth++] = inside;
        state = next;
    }

    private void begin(String literal) {
        word = literal;
        position = 1;
        state = JsonState.WORD;
    }

    private void word(int c) {
        char expected = word.charAt(position);
        if (c != expected) {
            fail(c, "in literal " + word + " (expecting '" + expected + "')");
        } else if (++position == word.length()) {
            state = JsonState.AFTER_VALUE;
        }
    }

    private void key(int c) {
        if (c == '"') {
            state = JsonState.STRING;
        } else if (!isSpace(c)) {
            fail(c, "looking for beginning of object key string");
        }
    }

    private void string(int c) {
        if (c == '"') {
            state = JsonState.AFTER_VALUE;
        } else if (c == '\\') {
            state = JsonState.ESCAPE;
        } else if (c < 0x20) {
            fail(c, "in string literal");
        }
    }

    private void escape(int c) {
        switch (c) {
            case 'b', 'f', 'n', 'r', 't', '\\', '/', '"' -> state = JsonState.STRING;
            case 'u' -> {
                position = 0;
                state = JsonState.HEX;
            }
            default -> fail(c, "in string escape code");
        }
    }

    private void hex(int c) {
        boolean digit = isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (!digit) {
            fail(c, "in \\u hexadecimal character escape");
        } else if (++position == 4) {
            state = JsonState.STRING;
        }
    }

    private void number(int c) {
        switch (state) {
            case MINUS ->
                    digit(c, c == '0' ? JsonState.ZERO : JsonState.INTEGER, "in numeric literal");
            case POINT -> digit(c, JsonState.FRACTION, "after decimal point in numeric literal");
            case E_SIGN -> digit(c, JsonState.EXPONENT, "in exponent of numeric literal");
            case E -> {
                if (c == '+' || c == '-') {
                    state = JsonState.E_SIGN;
                } else {
                    digit(c, JsonState.EXPONENT, "in exponent of numeric literal");
                }
            }
            default -> complete(c);
        }
    }

    private void digit(int c, JsonState next, String context) {
        if (isDigit(c)) {
            state = next;
        } else {
            fail(c, context);
        }
    }

    /// A byte after a number that could end here.
    private void complete(int c) {
        if (isDigit(c) && state != JsonState.ZERO) {
            return;
        }
        if (c == '.' && (state == JsonState.ZERO || state == JsonState.INTEGER)) {
            state = JsonState.POINT;
        } else if ((c == 'e' || c == 'E') && state != JsonState.EXPONENT) {
            state = JsonState.E;
        } else {
            afterValue(c);
        }
    }

    private void afterValue(int c) {
        state = JsonState.AFTER_VALUE;
        if (depth == 0) {
            ended = true;
            if (!isSpace(c)) {
                fail(c, "after top-level value");
            }
        } else if (!isSpace(c)) {
            afterMember(c, stack[depth - 1]);
        }
    }

    private void afterMember(int c, Inside inside) {
        switch (inside) {
            case KEY -> {
                if (c != ':') {
                    fail(c, "after object key");
                    return;
                }
                stack[depth - 1] = Inside.VALUE;
                state = JsonState.VALUE;
            }
            case VALUE -> {
                stack[depth - 1] = Inside.KEY;
                next(c, JsonState.KEY, '}', "after object key:value pair");
            }
            case ARRAY -> next(c, JsonState.VALUE, ']', "after array element");
        }
    }

    private void next(int c, JsonState again, char end, String context) {
        if (c == ',') {
            state = again;
        } else if (c == end) {
            ended = --depth == 0;
        } else {
            fail(c, context);
        }
    }

    private void fail(int c, String context) {
        fault = new JsonFault("invalid character " + GoQuote.of(c) + " " + context, read);
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
