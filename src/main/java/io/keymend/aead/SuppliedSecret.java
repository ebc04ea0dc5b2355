package io.keymend.aead;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A secret that somebody supplies for one row: a text, or the fields of a login or of an SSH key.
/// What it holds is cleared when it is closed, and printed nowhere.
public final class SuppliedSecret implements AutoCloseable {
    private static final byte[] NOTHING = {};
    private static final String HEX = "0123456789abcdef";

    /// The name that a secret which is a mere text has here.
    private static final String TEXT = "";

    private final Map<String, byte[]> fields;

    private SuppliedSecret(Map<String, byte[]> fields) {
        this.fields = Map.copyOf(fields);
    }

    /// Takes the array over.
    public static SuppliedSecret text(byte[] text) {
        return new SuppliedSecret(Map.of(TEXT, text));
    }

    /// Takes the arrays over.
    ///
    /// @param fields in UTF-8, by their names
    public static SuppliedSecret fields(Map<String, byte[]> fields) {
        return new SuppliedSecret(fields);
    }

    /// Why it is none for a row of this type; empty where it is.
    public Optional<String> fault(SecretType type) {
        return switch (type) {
            case STRING -> missing(List.of(TEXT), TEXT, "a text");
            case LOGIN_PASSWORD -> missing(type.fields(), "password", "an object with password");
            case SSH -> missing(type.fields(), "private_key", "an object with private_key");
            case NONE, OPTION, OTHER -> Optional.of("a row of its type holds no such secret");
        };
    }

    private Optional<String> missing(List<String> known, String needed, String wanted) {
        return fields.getOrDefault(needed, NOTHING).length > 0 && known.containsAll(fields.keySet())
                ? Optional.empty()
                : Optional.of(
                        "its type takes "
                                + wanted
                                + (known.size() > 1
                                        ? ", and nothing else but " + String.join(", ", known)
                                        : ""));
    }

    /// What Semaphore would seal for it; the caller clears it.
    ///
    /// @throws IllegalArgumentException where there is a fault
    public byte[] plaintext(SecretType type) {
        if (fault(type).isPresent()) {
            throw new IllegalArgumentException("it is no secret of this type");
        }
        return type.isJson() ? object(type.fields()) : fields.getOrDefault(TEXT, NOTHING).clone();
    }

    /// In the order Semaphore writes them, and those that are not given as empty.
    private byte[] object(List<String> names) {
        ByteBuffer out = ByteBuffer.allocate(most(names));
        String before = "{\"";
        for (String name : names) {
            out.put(ascii(before + name + "\":\""));
            for (byte value : fields.getOrDefault(name, NOTHING)) {
                escaped(out, value);
            }
            before = "\",\"";
        }
        out.put(ascii("\"}"));
        byte[] all = Arrays.copyOf(out.array(), out.position());
        Arrays.fill(out.array(), (byte) 0);
        return all;
    }

    /// A byte takes six at most, and what stands around a value ten besides its name.
    private int most(List<String> names) {
        return names.stream()
                .mapToInt(
                        name -> 10 + name.length() + 6 * fields.getOrDefault(name, NOTHING).length)
                .sum();
    }

    private static void escaped(ByteBuffer out, byte value) {
        if (value == '"' || value == '\\') {
            out.put((byte) '\\').put(value);
        } else if (value >= 0 && value < ' ') {
            out.put(ascii("\\u00" + HEX.charAt(value >> 4) + HEX.charAt(value & 15)));
        } else {
            out.put(value);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        fields.values().forEach(bytes -> Arrays.fill(bytes, (byte) 0));
    }

    /// Nothing of what it holds.
    @Override
    public String toString() {
        return "SuppliedSecret[" + fields.size() + " parts]";
    }
}
