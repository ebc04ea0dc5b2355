package io.keymend.aead;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Whether bytes are one JSON document as Go's `encoding/json` decides it, a byte at a time.
///
/// It looks at bytes and not at characters: what is not UTF-8 passes inside a string.
final class JsonScanner {
    private static final int DEEPEST = 10_000;

    private enum State {
        VALUE,
        VALUE_OR_END,
        KEY,
        KEY_OR_END,
        AFTER_VALUE,
        STRING,
        ESCAPE,
        HEX,
        WORD,
        MINUS,
        ZERO,
        INTEGER,
        POINT,
        FRACTION,
        E,
        E_SIGN,
        EXPONENT
    }

    private enum Inside {
        KEY,
        VALUE,
        ARRAY
    }

    private Inside[] stack = new Inside[8];
    private int depth;
    private State state = State.VALUE;
    private String word = "";
    private int position;
    private boolean ended;
    private int read;
    private @Nullable Fault fault;

    /// Go's `SyntaxError`.
    ///
    /// @param offset how many bytes were read
    record Fault(String message, int offset) {
        @Override
        public String toString() {
            return "Fault[offset=" + offset + "]";
        }
    }

    private JsonScanner() {}

    /// The first fault of the first `length` bytes, null where they are one document.
    static @Nullable Fault check(byte[] text, int length) {
        JsonScanner scanner = new JsonScanner();
        while (scanner.read < length && scanner.fault == null) {
            scanner.step(text[scanner.read++] & 0xff);
        }
        return scanner.end();
    }

    /// Go gives the end of the text a space to see whether a number was complete.
    private @Nullable Fault end() {
        if (fault == null && !ended) {
            step(' ');
            if (fault == null && !ended) {
                fault = new Fault("unexpected end of JSON input", read);
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
            case '{' -> push(c, Inside.KEY, State.KEY_OR_END);
            case '[' -> push(c, Inside.ARRAY, State.VALUE_OR_END);
            case '"' -> state = State.STRING;
            case '-' -> state = State.MINUS;
            case '0' -> state = State.ZERO;
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> state = State.INTEGER;
            case 't' -> begin("true");
            case 'f' -> begin("false");
            case 'n' -> begin("null");
            default -> fail(c, "looking for beginning of value");
        }
    }

    private void push(int c, Inside inside, State next) {
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
        state = State.WORD;
    }

    private void word(int c) {
        char expected = word.charAt(position);
        if (c != expected) {
            fail(c, "in literal " + word + " (expecting '" + expected + "')");
        } else if (++position == word.length()) {
            state = State.AFTER_VALUE;
        }
    }

    private void key(int c) {
        if (c == '"') {
            state = State.STRING;
        } else if (!isSpace(c)) {
            fail(c, "looking for beginning of object key string");
        }
    }

    private void string(int c) {
        if (c == '"') {
            state = State.AFTER_VALUE;
        } else if (c == '\\') {
            state = State.ESCAPE;
        } else if (c < 0x20) {
            fail(c, "in string literal");
        }
    }

    private void escape(int c) {
        switch (c) {
            case 'b', 'f', 'n', 'r', 't', '\\', '/', '"' -> state = State.STRING;
            case 'u' -> {
                position = 0;
                state = State.HEX;
            }
            default -> fail(c, "in string escape code");
        }
    }

    private void hex(int c) {
        boolean digit = isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (!digit) {
            fail(c, "in \\u hexadecimal character escape");
        } else if (++position == 4) {
            state = State.STRING;
        }
    }

    private void number(int c) {
        switch (state) {
            case MINUS -> digit(c, c == '0' ? State.ZERO : State.INTEGER, "in numeric literal");
            case POINT -> digit(c, State.FRACTION, "after decimal point in numeric literal");
            case E_SIGN -> digit(c, State.EXPONENT, "in exponent of numeric literal");
            case E -> {
                if (c == '+' || c == '-') {
                    state = State.E_SIGN;
                } else {
                    digit(c, State.EXPONENT, "in exponent of numeric literal");
                }
            }
            default -> complete(c);
        }
    }

    private void digit(int c, State next, String context) {
        if (isDigit(c)) {
            state = next;
        } else {
            fail(c, context);
        }
    }

    /// A byte after a number that could end here.
    private void complete(int c) {
        if (isDigit(c) && state != State.ZERO) {
            return;
        }
        if (c == '.' && (state == State.ZERO || state == State.INTEGER)) {
            state = State.POINT;
        } else if ((c == 'e' || c == 'E') && state != State.EXPONENT) {
            state = State.E;
        } else {
            afterValue(c);
        }
    }

    private void afterValue(int c) {
        state = State.AFTER_VALUE;
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
                state = State.VALUE;
            }
            case VALUE -> {
                stack[depth - 1] = Inside.KEY;
                next(c, State.KEY, '}', "after object key:value pair");
            }
            case ARRAY -> next(c, State.VALUE, ']', "after array element");
        }
    }

    private void next(int c, State again, char end, String context) {
        if (c == ',') {
            state = again;
        } else if (c == end) {
            ended = --depth == 0;
        } else {
            fail(c, context);
        }
    }

    private void fail(int c, String context) {
        fault = new Fault("invalid character " + GoQuote.of(c) + " " + context, read);
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
