package io.keymend.alert;

import io.keymend.mend.RestoreOutcome.Conflict;
import io.keymend.mend.RestoreReport;

import java.util.Map;
import java.util.stream.Collectors;

/// The alert after rows were put back, built from what was committed.
public final class RestoreAlert {
    private static final int CONFLICTS_END = 40_000;

    private RestoreAlert() {}

    public static Alert of(RestoreReport report) {
        String what =
                Words.rows(report.restored())
                        + " put back, "
                        + report.conflicts()
                        + " in conflict, "
                        + report.already()
                        + " put back before";
        return AlertWriter.alert(
                what,
                body(report, what),
                "Restored",
                Map.of(
                        "severity",
                        report.conflicts() > 0 ? "error" : "warning",
                        "verdict",
                        "Restored",
                        "dedupKey",
                        "restore/" + report.plan()));
    }

    private static String body(RestoreReport report, String what) {
        Page page = new Page();
        page.line(what + ".");
        if (!report.why().isEmpty()) {
            page.line("Why: " + Shown.of(report.why()));
        }
        page.line("");
        page.field("Plan", report.plan().hash());
        if (!report.examples().isEmpty()) {
            page.heading("Rows in conflict; nothing of them was overwritten");
            page.each(
                    report.examples(),
                    CONFLICTS_END,
                    "rows",
                    conflict -> page.line("  " + conflict(conflict)));
        }
        return page.toString();
    }

    private static String conflict(Conflict conflict) {
        return conflict.key().values().stream().map(Shown::of).collect(Collectors.joining(", "))
                + ": "
                + Shown.of(conflict.why());
    }
}
