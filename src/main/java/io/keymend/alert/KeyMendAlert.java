package io.keymend.alert;

import io.keymend.doctor.KeyMend;
import io.keymend.install.Install;
import io.keymend.mend.ChunkOutcome;

import java.util.Map;

/// The alert after rows were sealed again under a product's own key, built from what was committed.
public final class KeyMendAlert {
    private static final int LEFT_END = 40_000;

    private KeyMendAlert() {}

    /// Tells of rows that were sealed again.
    ///
    /// @param mend of which something was committed
    public static Alert of(Install install, KeyMend mend) {
        ChunkOutcome outcome = mend.outcome().orElseThrow();
        String what =
                install.id()
                        + ": "
                        + Words.rows(outcome.changed())
                        + " sealed again under the key in use, "
                        + outcome.skipped().size()
                        + " left";
        return AlertWriter.alert(
                what,
                text(install, mend, outcome, what),
                "KeysResealed",
                Map.of(
                        "severity", "warning",
                        "verdict", "KeysResealed",
                        "dedupKey", "reseal-keys/" + mend.plan()));
    }

    private static String text(Install install, KeyMend mend, ChunkOutcome outcome, String what) {
        Page page = new Page();
        page.line(Shown.of(what) + ".");
        page.line("");
        page.field("Plan", mend.plan().hash());
        page.field("From", mend.from());
        page.field("To", mend.to());
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
