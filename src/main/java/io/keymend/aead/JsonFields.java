package io.keymend.aead;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What Go's `json.Unmarshal` makes of a document in a struct whose fields are all strings.
///
/// The document was checked before, so nothing here meets a fault of syntax.
final class JsonFields {
    private enum Value {
        MISSING,
        EMPTY,
        FILLED
    }

    private final byte[] text;
    private final int length;
    private final SecretType type;
    private final boolean sealed;
    private final List<Value> values = new ArrayList<>();
    private final FieldName name;
    private int at;
    private Outcome.@Nullable WrongJson error;

    private JsonFields(byte[] text, int length, SecretType type, boolean sealed) {
        this.text = text;
        this.length = length;
        this.type = type;
        this.sealed = sealed;
        this.name = new FieldName(type.fields());
        type.fields().forEach(_ -> values.add(Value.MISSING));
    }

    /// Reads the first `length` bytes as the type of the row wants them.
    static Outcome read(byte[] text, int length, SecretType type, boolean sealed) {
        JsonFault fault = JsonScanner.check(text, length);
        if (fault != null) {
            return new Outcome.NotJson(sealed, fault.message(), fault.offset());
        }
        JsonFields fields = new JsonFields(text, length, type, sealed);
        fields.document();
        return Objects.requireNonNullElseGet(
                fields.error, () -> new Outcome.Opened(sealed, fields.content()));
    }

    private void document() {
        skipSpace();
        if (text[at] == '{') {
            members();
        } else {
            mismatch("value of type db." + type.struct());
        }
    }

    private void members() {
        do {
            at++;
            skipSpace();
            if (text[at] == '}') {
                return;
            }
            int field = name();
            skipSpace();
            at++;
            skipSpace();
            member(field);
            skipSpace();
        } while (text[at] == ',');
    }

    /// The index of the field that the key names, negative where it names none.
    private int name() {
        int start = at + 1;
        skipString();
        return name.match(text, start, at - 1);
    }

    private void member(int field) {
        if (field < 0) {
            skipValue();
        } else if (text[at] == '"') {
            int start = at;
            skipString();
            values.set(field, at - start == 2 ? Value.EMPTY : Value.FILLED);
        } else {
            mismatch("struct field " + type.struct() + "." + type.fields().get(field));
        }
    }

    /// Passes over a value that is no string where one is wanted; null is let be. The first
    /// mismatch is the one that is told.
    private void mismatch(String target) {
        int start = at;
        skipValue();
        String kind =
                switch (text[start]) {
                    case '{' -> "object";
                    case '[' -> "array";
                    case '"' -> "string";
                    case 't', 'f' -> "bool";
                    case 'n' -> "";
                    default -> "number";
                };
        if (error != null || kind.isEmpty()) {
            return;
        }
        boolean nested = text[start] == '{' || text[start] == '[';
        String message =
                "json: cannot unmarshal "
                        + kind
                        + " into Go "
                        + target
                        + (target.startsWith("struct") ? " of type string" : "");
        error = new Outcome.WrongJson(sealed, message, nested ? start + 1 : at);
    }

    private void skipSpace() {
        while (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n') {
            at++;
        }
    }

    private void skipString() {
        at++;
        while (text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipValue() {
        int depth = 0;
        do {
            switch (text[at]) {
                case '"' -> skipString();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case ',', ':', ' ', '\t', '\r', '\n' -> at++;
                default -> skipWord();
            }
        } while (depth > 0);
    }

    /// A number, or true, false or null.
    private void skipWord() {
        while (at < length && isWord(text[at])) {
            at++;
        }
    }

    private static boolean isWord(byte c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || c == 'E'
                || c == '+'
                || c == '-'
                || c == '.';
    }

    private Content content() {
        return new Content.Fields(named(Value.MISSING), named(Value.EMPTY));
    }

    private List<String> named(Value value) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == value) {
                names.add(type.fields().get(i));
            }
        }
        return names;
    }
}
