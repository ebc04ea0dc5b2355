package io.keymend.remedy;

/// What a remedy costs, least first.
public enum Loss {
    NOTHING("nothing is lost"),
    SECRET("secrets have to be entered again"),
    ROW("rows are lost"),
    CASCADE("everything that hangs on the rows is lost");

    private final String words;

    Loss(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
