package io.keymend;

import io.keymend.install.HistoryUnavailable;
import io.keymend.install.Install;
import io.keymend.mend.AutomaticMend;
import io.keymend.mend.MendFailed;
import io.keymend.mend.MendReport;
import io.keymend.verdict.Verdict;

import java.util.Map;
import java.util.function.BooleanSupplier;

/// What follows an announcement where mending is on. Whatever goes wrong here, the announcement
/// stands.
final class MendStep implements Investigation.Next {
    private final AutomaticMend automatic;
    private final MendNews news;
    private final DecisionLog log;

    MendStep(AutomaticMend automatic, MendNews news, DecisionLog log) {
        this.automatic = automatic;
        this.news = news;
        this.log = log;
    }

    /// Mends what the verdict allows to be mended, and tells what came of it. What another applies
    /// is the other's to tell.
    @Override
    public void after(Install current, Verdict verdict, BooleanSupplier timeIsUp) {
        if (!(verdict instanceof Verdict.Rescuable || verdict instanceof Verdict.Lost)) {
            return;
        }
        try {
            automatic.mend(current.id(), timeIsUp).stream()
                    .filter(report -> report.result() != MendReport.Result.TAKEN)
                    .forEach(news::tell);
        } catch (HistoryUnavailable | MendFailed e) {
            log.warn("not mended", Map.of("reason", String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            log.failed("not mended", Map.of(), e);
        }
    }
}
