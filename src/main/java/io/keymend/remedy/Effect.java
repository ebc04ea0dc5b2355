package io.keymend.remedy;

/// What a planned change does to its rows.
public enum Effect {
    /// The value is put under another key.
    RESEAL("re-sealed"),
    /// The value is set to the product's own empty state.
    RESET("reset"),
    /// The row goes.
    DELETE("deleted");

    private final String words;

    Effect(String words) {
        this.words = words;
    }

    /// What a person is told became of a row.
    public String words() {
        return words;
    }

    /// Whether the product loses something by it.
    public boolean loses() {
        return this != RESEAL;
    }
}
