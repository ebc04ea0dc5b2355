package io.keymend.remedy;

/// What a remedy costs, least first.
public enum Loss {
    NOTHING("nothing is lost"),
    ACCESS("people are locked out for a while"),
    SECRET("secrets have to be entered again"),
    ROW("rows are lost"),
    CASCADE("rows are lost, and whatever hangs on them");

    private final String words;

    Loss(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
