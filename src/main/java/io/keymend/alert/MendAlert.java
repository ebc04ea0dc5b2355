package io.keymend.alert;

import io.keymend.mend.ChunkOutcome.Reason;
import io.keymend.mend.ChunkOutcome.Skipped;
import io.keymend.mend.MendReport;
import io.keymend.mend.MendReport.Result;
import io.keymend.mend.Plan;
import io.keymend.mend.PlanPart;
import io.keymend.remedy.Finding;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The alert after a mend, built from what was committed.
public final class MendAlert {
    private static final int PARTS_END = 20_000;
    private static final int GUARDS_END = 30_000;
    private static final int EXAMPLES_END = 40_000;

    private final MendReport report;
    private final Page page = new Page();

    private MendAlert(MendReport report) {
        this.report = report;
    }

    /// Writes the alert of one report.
    public static Alert of(MendReport report) {
        MendAlert alert = new MendAlert(report);
        String what = alert.headline();
        alert.body(what);
        return AlertWriter.alert(
                what, alert.page.toString(), alert.report.result().name(), alert.attributes());
    }

    private String headline() {
        String whose = report.plan().map(plan -> plan.terms().install()).orElse("unknown install");
        return switch (report.result()) {
            case REFUSED ->
                    whose
                            + ": a mend was refused"
                            + (report.hasChanged() ? " after an earlier run" : "");
            case TAKEN -> whose + ": a mend is somebody else's";
            case UNFINISHED -> whose + ": a mend stopped half-way, " + counts();
            case APPLIED -> whose + ": mended, " + counts();
            case FAILED -> whose + ": a mend FAILED, " + counts();
        };
    }

    private String counts() {
        return Words.rows(report.tally().done()) + " changed, " + report.tally().left() + " left";
    }

    private void body(String what) {
        page.line(what + ".");
        if (!report.why().isEmpty()) {
            page.line("Why: " + Shown.of(report.why()));
        }
        page.line("");
        page.field("Plan", report.id().hash());
        report.plan().ifPresent(this::plan);
        counted();
        examples();
        guards();
        next();
    }

    private void plan(Plan plan) {
        page.field("Mode", plan.terms().mode().toString());
        page.field("Rests on", plan.terms().verdict());
        page.field(
                "Database",
                Shown.of(plan.terms().database().name())
                        + " on "
                        + Shown.of(plan.terms().database().clusterArn()));
        page.heading("What was planned");
        page.each(plan.parts(), PARTS_END, "columns", this::part);
    }

    private void part(PlanPart part) {
        page.line(
                "  "
                        + Shown.of(part.change().column().toString())
                        + ": "
                        + Words.rows(part.change().rows())
                        + " of "
                        + part.change().tableRows()
                        + " to be "
                        + part.change().effect().words()
                        + ", sealed by "
                        + part.change().sealer());
    }

    private void counted() {
        page.heading("What was done");
        line("planned", report.plan().map(Plan::rows).orElse(0L));
        line("changed", report.tally().done());
        if (report.tally().earlier() > 0) {
            page.line(
                    "    of them "
                            + report.tally().earlier()
                            + " by a run that could not tell of it");
        }
        for (Reason reason : Reason.values()) {
            line("left, " + words(reason), report.tally().skipped(reason));
        }
        line("not reached", report.open());
        report.journaled().ifPresent(rows -> line("in the journal", rows));
    }

    private void line(String what, long count) {
        page.line("  %-46s %d".formatted(what, count));
    }

    private static String words(Reason reason) {
        return switch (reason) {
            case MOVED -> "written by somebody since";
            case GONE -> "gone";
            case READABLE -> "readable";
            case UNKNOWN -> "undecided";
            case OVERSIZE -> "too large for the journal";
            case RESTORED -> "put back before";
        };
    }

    private void examples() {
        if (!report.examples().isEmpty()) {
            page.heading("Rows that this run left");
            page.each(report.examples(), EXAMPLES_END, "rows", this::example);
        }
    }

    private void example(Skipped row) {
        page.line(
                "  "
                        + row.key().values().stream()
                                .map(Shown::of)
                                .collect(Collectors.joining(", "))
                        + ": "
                        + words(row.reason())
                        + ", "
                        + Shown.of(row.why()));
    }

    private void guards() {
        page.heading("Guards");
        if (report.refusals().isEmpty()) {
            page.line("  All " + report.findings().size() + " passed.");
        } else {
            page.each(report.refusals(), GUARDS_END, "guards", this::guard);
        }
    }

    private void guard(Finding finding) {
        page.line("  " + Shown.of(finding.toString()));
    }

    private void next() {
        page.heading("What to do");
        if (report.result() == Result.UNFINISHED) {
            page.line("  To go on:");
            page.line("    " + MendPayloads.apply(report.id(), rows()));
        }
        if (report.result() == Result.FAILED) {
            page.line(
                    "  Look at it before anything else is changed. No run goes on with this plan.");
        }
        if (report.hasChanged()) {
            page.line("  To undo it:");
            page.line("    " + MendPayloads.restore(report.id(), changed()));
        } else {
            page.line("  Nothing was changed, so there is nothing to undo.");
        }
    }

    private long rows() {
        return report.plan().map(Plan::rows).orElse(0L);
    }

    private long changed() {
        return report.journaled().orElse(report.tally().done());
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("severity", severity());
        attributes.put("verdict", "Mend" + capital(report.result()));
        attributes.put("dedupKey", "mend/" + report.id());
        report.plan()
                .ifPresent(plan -> {
                    attributes.put("mode", plan.terms().mode().toString());
                    attributes.put("product", plan.terms().product());
                });
        return attributes;
    }

    private static String capital(Result result) {
        String name = result.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private String severity() {
        return switch (report.result()) {
            case FAILED -> "critical";
            case UNFINISHED, REFUSED -> "error";
            case APPLIED, TAKEN -> "warning";
        };
    }
}
