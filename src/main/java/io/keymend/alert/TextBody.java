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
import io.keymend.remedy.Remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The alert in plain text, for somebody on call: verdict first, then evidence, then what to do,
/// least loss first.
final class TextBody {
    private static final int SHOWN_KEYS = 5;
    private static final int LONGEST_LINE = 900;

    /// Where each part has to end, in characters, so that what to do is never cut off.
    private static final int INSTALLS_END = 10_000;

    private static final int COLUMNS_END = 24_000;
    private static final int UNREAD_END = 28_000;
    private static final int SEALERS_END = 32_000;
    private static final int REMEDIES_END = 58_000;

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
                    each(
                            candidates,
                            INSTALLS_END,
                            "candidates",
                            install -> field("Candidate", Words.install(install)));
            case Match.Unknown _ -> {}
        }
    }

    private void installs(Install current, List<Install> formers) {
        each(
                formers,
                INSTALLS_END,
                "former installs",
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
        heading("What the tables hold");
        switch (report.evidence().inspection()) {
            case Inspection.Unseen(var why) -> line("  Not read: " + Shown.of(why));
            case Inspection.Seen(var columns, var unread) -> {
                each(columns, COLUMNS_END, "columns with sealed values", this::column);
                each(unread, UNREAD_END, "tables that were not read", this::unread);
                heading("How the seals are known");
                each(
                        List.copyOf(report.evidence().sealers().entrySet()),
                        SEALERS_END,
                        "fingerprints",
                        seal ->
                                line(
                                        "  "
                                                + seal.getKey().brief()
                                                + "  "
                                                + Words.proof(seal.getValue())));
            }
        }
    }

    /// Shows items as long as they end before a place in the message, then says how many are left.
    private <T> void each(List<T> items, int end, String what, Consumer<T> shown) {
        for (int i = 0; i < items.size(); i++) {
            int start = out.length();
            shown.accept(items.get(i));
            if (out.length() > end) {
                out.setLength(start);
                line("  ... and " + (items.size() - i) + " more " + what);
                return;
            }
        }
    }

    private void unread(Inspection.Unread table) {
        line("  NOT READ " + Shown.of(table.table().toString()) + ": " + Shown.of(table.why()));
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
            int start = out.length();
            remedy(number++, remedy);
            if (out.length() > REMEDIES_END) {
                out.setLength(start);
                brief(number - 1, remedy);
            }
        }
    }

    private void remedy(int number, Remedy remedy) {
        line("");
        line("  " + number + ". " + remedy.title() + " (" + remedy.loss().words() + ")");
        remedy.notes().forEach(note -> line("     " + Shown.of(note)));
        remedy.commands()
                .forEach(command -> command.lines().forEach(part -> line("       " + part)));
    }

    /// A remedy whose commands are too long: part of a command would be worse than none.
    private void brief(int number, Remedy remedy) {
        line("");
        line("  " + number + ". " + remedy.title() + " (" + remedy.loss().words() + ")");
        line("     Its notes and commands are too long for this message.");
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
            int end = space > LONGEST_LINE / 2 ? space : Shown.boundary(rest, LONGEST_LINE);
            out.append(rest, 0, end).append('\n');
            rest = "    " + rest.substring(end).strip();
        }
        out.append(rest).append('\n');
    }

    private static String sentence(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
