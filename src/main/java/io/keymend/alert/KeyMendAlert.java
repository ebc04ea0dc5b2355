package io.keymend.alert;

import io.keymend.doctor.KeyMend;
import io.keymend.doctor.KeyTask;
import io.keymend.install.Install;
import io.keymend.mend.ChunkOutcome;

import java.util.Map;

/// The alert after rows were changed that a product seals with its own key, built from what was
/// committed.
public final class KeyMendAlert {
    private static final int LEFT_END = 40_000;

    private KeyMendAlert() {}

    /// Tells of the rows.
    ///
    /// @param mend of which something was committed
    public static Alert of(Install install, KeyMend mend) {
        ChunkOutcome outcome = mend.outcome().orElseThrow();
        String what =
                install.id()
                        + ": "
                        + Words.rows(outcome.changed())
                        + " "
                        + words(mend.task())
                        + ", "
                        + outcome.skipped().size()
                        + " left";
        return AlertWriter.alert(
                what,
                text(install, mend, outcome, what),
                name(mend.task()),
                Map.of(
                        "severity",
                        "warning",
                        "verdict",
                        name(mend.task()),
                        "dedupKey",
                        "keys/" + mend.plan()));
    }

    private static String name(KeyTask task) {
        return switch (task) {
            case KeyTask.Reseal _ -> "KeysResealed";
            case KeyTask.Enter _ -> "KeysEntered";
            case KeyTask.Empty _ -> "KeysEmptied";
        };
    }

    private static String words(KeyTask task) {
        return switch (task) {
            case KeyTask.Reseal _ -> "sealed again under the key in use";
            case KeyTask.Enter _ -> "entered again under the key in use";
            case KeyTask.Empty _ -> "emptied, which nothing opened";
        };
    }

    private static String text(Install install, KeyMend mend, ChunkOutcome outcome, String what) {
        Page page = new Page();
        page.line(Shown.of(what) + ".");
        page.line("");
        page.field("Plan", mend.plan().hash());
        switch (mend.task()) {
            case KeyTask.Reseal(var from) -> {
                page.field("From", Shown.of(from));
                page.field("To", mend.key());
            }
            case KeyTask.Enter(var secretArn) -> {
                page.field("From", Shown.of(secretArn));
                page.field("To", mend.key());
            }
            case KeyTask.Empty _ -> {}
        }
        page.field("Planned", Words.rows(mend.rows()));
        page.field("Changed", Words.rows(outcome.changed()));
        page.field("Before", Words.rows(outcome.earlier()) + ", by a run that could not tell");
        if (!outcome.skipped().isEmpty()) {
            page.heading("Rows that were left");
            page.each(
                    outcome.skipped(),
                    LEFT_END,
                    "rows",
                    row ->
                            page.line(
                                    "  id="
                                            + Shown.of(row.key().values().getFirst())
                                            + ": "
                                            + Shown.of(row.why())));
        }
        page.heading("To undo it");
        page.line("  " + MendPayloads.restoreKeys(install.id(), mend.plan(), outcome.changed()));
        return page.toString();
    }
}
