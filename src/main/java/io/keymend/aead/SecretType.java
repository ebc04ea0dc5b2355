package io.keymend.aead;

import java.util.List;

/// What a row says its secret is, which decides how the opened bytes are read.
public enum SecretType {
    STRING("string", ""),
    SSH("ssh", "SshKey"),
    LOGIN_PASSWORD("login_password", "LoginPassword"),
    NONE("none", ""),
    /// The sealed row of `option`, which has no type and never was a file.
    OPTION("", ""),
    /// A type this version does not know. Semaphore opens it and reads nothing from it.
    OTHER("", "");

    private final String column;
    private final String struct;

    SecretType(String column, String struct) {
        this.column = column;
        this.struct = struct;
    }

    /// The type of `access_key.type`; Semaphore compares it letter by letter.
    public static SecretType of(String column) {
        return switch (column) {
            case "string" -> STRING;
            case "ssh" -> SSH;
            case "login_password" -> LOGIN_PASSWORD;
            case "none" -> NONE;
            default -> OTHER;
        };
    }

    /// Whether the opened bytes must be a JSON object.
    public boolean isJson() {
        return !struct.isEmpty();
    }

    /// The name of Go's struct, as its error messages say it.
    String struct() {
        return struct;
    }

    /// The JSON fields, in the order Semaphore writes them.
    List<String> fields() {
        return switch (this) {
            case SSH -> List.of("login", "passphrase", "private_key");
            case LOGIN_PASSWORD -> List.of("login", "password");
            case STRING, NONE, OPTION, OTHER -> List.of();
        };
    }

    /// The word in `access_key.type`, empty where there is none.
    @Override
    public String toString() {
        return column;
    }
}
