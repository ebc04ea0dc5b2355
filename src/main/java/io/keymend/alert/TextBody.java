package io.keymend.alert;

import io.keymend.denial.Denial;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.Sealer;
import io.keymend.install.Install;
import io.keymend.install.Match;
import io.keymend.remedy.Mode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The alert in plain text, for somebody on call: verdict first, then what to do, least loss first,
/// then the evidence.
final class TextBody {
    private static final int SHOWN_KEYS = 5;

    /// Where what to do has to end, in characters.
    private static final int REMEDIES_END = 32_000;

    /// How many characters each other part may take, so that the next is never cut off.
    private static final int INSTALLS_ROOM = 7_000;

    private static final int COLUMNS_ROOM = 14_000;
    private static final int UNREAD_ROOM = 2_000;
    private static final int SEALERS_ROOM = 2_000;

    private final Report report;
    private final Headline headline;
    private final Page page = new Page();

    private TextBody(Report report, Headline headline) {
        this.report = report;
        this.headline = headline;
    }

    static String of(Report report, Headline headline) {
        TextBody body = new TextBody(report, headline);
        body.top();
        new RemediesText(body.page).write(report.remedies(), REMEDIES_END);
        body.event();
        body.whose();
        body.tables();
        body.decided();
        body.done();
        return body.page.toString();
    }

    private void top() {
        page.line(sentence(headline.what()) + ".");
        page.line(headline.meaning());
    }

    private void event() {
        page.heading("What happened");
        Denial denial = report.denial();
        page.field("Event", Shown.of(denial.eventId()) + " at " + denial.time() + times());
        page.field(
                "Refused",
                denial.principal().identity().map(Object::toString).orElse("an unnamed principal"));
        page.field("Caller", Shown.of(denial.principal().arn()));
        denial.service().ifPresent(name -> page.field("Called by", Shown.of(name)));
        page.field("Error", Shown.of(denial.errorCode()) + ": " + Shown.of(denial.message()));
        page.field("Asked key", denial.key().map(KeyArn::toString).orElse("the event names none"));
    }

    private String times() {
        return report.denials() == 1 ? "" : ", the first of " + report.denials() + " alike";
    }

    private void whose() {
        switch (report.match()) {
            case Match.Current(var install, _, var formers) -> installs(install, formers);
            case Match.Former(var current, _, var formers) -> installs(current, formers);
            case Match.KeyUnnamed(var current, var formers) -> installs(current, formers);
            case Match.NotData(var install, _, _) -> page.field("Install", Words.install(install));
            case Match.Ambiguous(_, var candidates) ->
                    page.each(
                            candidates,
                            INSTALLS_ROOM,
                            "candidates",
                            install -> page.field("Candidate", Words.install(install)));
            case Match.Unknown _ -> {}
        }
    }

    private void installs(Install current, List<Install> formers) {
        page.each(
                formers,
                INSTALLS_ROOM,
                "former installs",
                former ->
                        page.field(
                                "Former install", Words.install(former) + keys(former, "sealed")));
        page.field("Current install", Words.install(current) + keys(current, "seals"));
        report.denial()
                .principal()
                .identity()
                .filter(refused -> !current.runsAs(refused))
                .ifPresent(_ ->
                        page.field(
                                "Take note",
                                "the refused role is not the current install's: something of a"
                                        + " former one still runs"));
        page.field(
                "Database",
                Shown.of(current.database().name())
                        + " on "
                        + Shown.of(current.database().clusterArn()));
    }

    private String keys(Install install, String verb) {
        return install.dataKeys().stream()
                .map(key ->
                        "\n    "
                                + verb
                                + " under "
                                + key
                                + "\n    which is "
                                + Words.state(report.evidence().state(key)))
                .collect(Collectors.joining());
    }

    private void tables() {
        page.heading("What the tables hold");
        switch (report.evidence().inspection()) {
            case Inspection.Unseen(var why) -> page.line("  Not read: " + Shown.of(why));
            case Inspection.Seen(var columns, var unread) -> {
                page.each(columns, COLUMNS_ROOM, "columns with sealed values", this::column);
                page.each(unread, UNREAD_ROOM, "tables that were not read", this::unread);
                page.heading("How the seals are known");
                page.each(
                        List.copyOf(report.evidence().sealers().entrySet()),
                        SEALERS_ROOM,
                        "fingerprints",
                        seal ->
                                page.line(
                                        "  "
                                                + seal.getKey().brief()
                                                + "  "
                                                + Words.proof(seal.getValue())));
            }
        }
    }

    private void unread(Inspection.Unread table) {
        page.line(
                "  NOT READ " + Shown.of(table.table().toString()) + ": " + Shown.of(table.why()));
    }

    private void column(ColumnCensus column) {
        page.line(
                "  "
                        + Shown.of(column.column().toString())
                        + (column.named() ? "" : "  (no profile names this column)"));
        page.line(
                "    "
                        + Words.rows(column.rows())
                        + ": "
                        + column.sealed()
                        + " sealed, "
                        + column.notSealed()
                        + " not sealed, "
                        + column.empty()
                        + " empty");
        column.groups().forEach(group -> group(column, group));
    }

    private void group(ColumnCensus column, SealedGroup group) {
        Sealer sealer = report.evidence().sealer(group);
        String seal =
                "    "
                        + group.rows()
                        + " sealed "
                        + Words.sealer(sealer)
                        + " ["
                        + group.fingerprint().brief()
                        + "]";
        page.line(sealer instanceof Sealer.Current ? seal : seal + ": " + keys(column, group));
    }

    private static String keys(ColumnCensus column, SealedGroup group) {
        if (column.keyColumns().isEmpty()) {
            return "the table has no primary key to name them by";
        }
        if (group.first().isEmpty()) {
            return "their keys could not be read";
        }
        String shown =
                group.first().stream()
                        .limit(SHOWN_KEYS)
                        .map(key -> key(column.keyColumns(), key))
                        .collect(Collectors.joining("; "));
        long more = group.rows() - Math.min(SHOWN_KEYS, group.first().size());
        return more > 0 ? shown + "; +" + more + " more" : shown;
    }

    private static String key(List<KeyColumn> columns, RowKey key) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            parts.add(Shown.of(columns.get(i).name()) + "=" + Shown.of(key.values().get(i)));
        }
        return String.join(", ", parts);
    }

    private void decided() {
        page.heading("How it was decided");
        page.line("  " + Words.canary(report.evidence().canary()));
        report.judgement()
                .trace()
                .forEach(step -> {
                    if (step.met()) {
                        page.line("  Rule \"" + step.rule() + "\": " + step.why());
                    }
                });
    }

    private void done() {
        page.heading("What Keymend did");
        page.line("  It looked, and changed nothing.");
        if (report.mode() != Mode.OFF) {
            page.line(
                    "  Mode "
                            + report.mode()
                            + " is on: if it changes anything now, another alert tells what.");
        }
    }

    private static String sentence(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
