package io.keymend.doctor;

/// The table of Semaphore that a sealed row stands in.
public enum Place {
    /// `access_key`: what people entered.
    ACCESS_KEY("access_key"),
    /// `option`: one row, the key pair that signs Semaphore's own tokens.
    OPTION("option");

    private final String table;

    Place(String table) {
        this.table = table;
    }

    /// The table's name.
    @Override
    public String toString() {
        return table;
    }
}
