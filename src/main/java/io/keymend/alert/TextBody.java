package io.keymend.alert;

import io.keymend.denial.Denial;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.Sealer;
import io.keymend.install.Install;
import io.keymend.install.Match;
import io.keymend.remedy.Remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The alert in plain text, for somebody on call: verdict first, then evidence, then what to do,
/// least loss first.
final class TextBody {
    private static final int SHOWN_KEYS = 5;
    private static final int LONGEST_LINE = 900;

    private final Report report;
    private final Headline headline;
    private final StringBuilder out = new StringBuilder(4_096);

    private TextBody(Report report, Headline headline) {
        this.report = report;
        this.headline = headline;
    }

    static String of(Report report, Headline headline) {
        TextBody body = new TextBody(report, headline);
        body.top();
        body.whose();
        body.tables();
        body.remedies();
        body.done();
        return body.out.toString();
    }

    private void top() {
        line(sentence(headline.what()) + ".");
        line(headline.meaning());
        line("");
        Denial denial = report.denial();
        field("Event", Shown.of(denial.eventId()) + " at " + denial.time() + times());
        field(
                "Refused",
                denial.principal().identity().map(Object::toString).orElse("an unnamed principal"));
        field("Caller", Shown.of(denial.principal().arn()));
        field("Error", Shown.of(denial.errorCode()) + ": " + Shown.of(denial.message()));
        field("Asked key", denial.key().map(KeyArn::toString).orElse("the event names none"));
    }

    private String times() {
        return report.denials() == 1 ? "" : ", the first of " + report.denials() + " alike";
    }

    private void whose() {
        switch (report.match()) {
            case Match.Current(var install, _, var formers) -> installs(install, formers);
            case Match.Former(var current, _, var formers) -> installs(current, formers);
            case Match.KeyUnnamed(var current, var formers) -> installs(current, formers);
            case Match.NotData(var install, _, _) -> installs(install, List.of());
            case Match.Ambiguous(_, var candidates) ->
                    candidates.forEach(install -> field("Candidate", Words.install(install)));
            case Match.Unknown _ -> {}
        }
    }

    private void installs(Install current, List<Install> formers) {
        formers.forEach(
                former -> field("Former install", Words.install(former) + keys(former, "sealed")));
        field("Current install", Words.install(current) + keys(current, "seals"));
        field(
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
        Evidence evidence = report.evidence();
        switch (evidence.inspection()) {
            case Inspection.Unseen(var why) -> {
                heading("What the tables hold");
                line("  Not read: " + Shown.of(why));
            }
            case Inspection.Seen(var columns, var unread) -> {
                heading("What the tables hold");
                columns.forEach(this::column);
                unread.forEach(table ->
                        line(
                                "  NOT READ "
                                        + Shown.of(table.table().toString())
                                        + ": "
                                        + Shown.of(table.why())));
                heading("How the seals are known");
                evidence.sealers()
                        .forEach((fingerprint, sealer) ->
                                line("  " + fingerprint.brief() + "  " + Words.proof(sealer)));
            }
        }
    }

    private void column(ColumnCensus column) {
        line(
                "  "
                        + Shown.of(column.column().toString())
                        + (column.named() ? "" : "  (no profile names this column)"));
        line(
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
        line(sealer instanceof Sealer.Current ? seal : seal + ": " + keys(column, group));
    }

    private static String keys(ColumnCensus column, SealedGroup group) {
        if (column.keyColumns().isEmpty()) {
            return "the table has no primary key to name them by";
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

    private void remedies() {
        heading("What to do, least loss first");
        int number = 1;
        for (Remedy remedy : report.remedies()) {
            line("");
            line("  " + number++ + ". " + remedy.title() + " (" + remedy.loss().words() + ")");
            remedy.notes().forEach(note -> line("     " + Shown.of(note)));
            remedy.commands()
                    .forEach(command -> command.lines().forEach(part -> line("       " + part)));
        }
    }

    private void done() {
        heading("What Keymend did");
        line("  It looked, and changed nothing.");
    }

    private void heading(String text) {
        line("");
        line(text.toUpperCase(java.util.Locale.ROOT));
    }

    private void field(String name, String value) {
        line("%-16s %s".formatted(name, value));
    }

    /// Mail servers break lines over 998 characters wherever they like (RFC 5322), so long ones are
    /// broken here.
    private void line(String text) {
        String rest = text;
        while (rest.length() > LONGEST_LINE) {
            int space = rest.lastIndexOf(' ', LONGEST_LINE);
            int end = space > LONGEST_LINE / 2 ? space : LONGEST_LINE;
            out.append(rest, 0, end).append('\n');
            rest = "    " + rest.substring(end).strip();
        }
        out.append(rest).append('\n');
    }

    private static String sentence(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
