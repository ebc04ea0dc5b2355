package io.keymend;

import io.keymend.alert.Alert;
import io.keymend.alert.Announcer;
import io.keymend.alert.KeyMendAlert;
import io.keymend.alert.MendAlert;
import io.keymend.alert.NotAnnounced;
import io.keymend.alert.RestoreAlert;
import io.keymend.doctor.KeyMend;
import io.keymend.install.Install;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.MendReport;
import io.keymend.mend.RestoreReport;

import java.util.Map;

/// Tells people what a mend did. What was changed stays changed when nobody could be told, and then
/// the log says it.
final class MendNews {
    private final Announcer announcer;
    private final DecisionLog log;

    MendNews(Announcer announcer, DecisionLog log) {
        this.announcer = announcer;
        this.log = log;
    }

    /// What came of telling it: the message's id, or why nobody was told.
    String tell(MendReport report) {
        Map<String, String> keys =
                Map.of(
                        "plan", report.id().hash(),
                        "outcome", report.result().name(),
                        "reason", report.why(),
                        "changed", Long.toString(report.tally().done()),
                        "left", Long.toString(report.tally().left()));
        log.info("mended", keys);
        return tell(MendAlert.of(report), report.id().hash());
    }

    String tell(RestoreReport report) {
        log.info(
                "restored",
                Map.of(
                        "plan", report.plan().hash(),
                        "outcome", report.result().name(),
                        "reason", report.why(),
                        "restored", Long.toString(report.restored()),
                        "conflicts", Long.toString(report.conflicts())));
        return tell(RestoreAlert.of(report), report.plan().hash());
    }

    String tell(Install install, KeyMend mend) {
        ChunkOutcome outcome = mend.outcome().orElseThrow();
        log.info(
                mend.task().done(),
                Map.of(
                        "plan", mend.plan().hash(),
                        "changed", Integer.toString(outcome.changed()),
                        "left", Integer.toString(outcome.skipped().size())));
        return tell(KeyMendAlert.of(install, mend), mend.plan().hash());
    }

    private String tell(Alert alert, String plan) {
        try {
            return announcer.announce(alert);
        } catch (NotAnnounced e) {
            String why = String.valueOf(e.getMessage());
            log.warn("a mend was not announced", Map.of("plan", plan, "reason", why));
            return "nobody: " + why;
        }
    }
}
