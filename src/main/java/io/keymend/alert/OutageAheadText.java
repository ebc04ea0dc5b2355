package io.keymend.alert;

import io.keymend.denial.KeyArn;
import io.keymend.denial.LifecycleEvent;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.install.Install;
import io.keymend.install.KeyRole;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The alert before an outage in plain text: what depends on the key and until when, then what
/// stops it, then the rows.
final class OutageAheadText {
    private static final int SHOWN_KEYS = 5;
    private static final int SHOWN_EVENTS = 6;

    /// Where each part has to end, in characters.
    private static final int TIMELINE_END = 12_000;

    private static final int COLUMNS_END = 45_000;
    private static final int UNREAD_END = 55_000;

    private final OutageAhead ahead;
    private final KeyArn key;
    private final Page page = new Page();

    private OutageAheadText(OutageAhead ahead) {
        this.ahead = ahead;
        this.key = ahead.event().key();
    }

    static String of(OutageAhead ahead, String what, Fate fate) {
        OutageAheadText text = new OutageAheadText(ahead);
        text.top(what);
        text.first(fate);
        text.whose();
        text.tables();
        text.afterwards();
        text.page.heading("What Keymend did");
        text.page.line("  It looked, and changed nothing.");
        return text.page.toString();
    }

    private void top(String what) {
        page.line(Character.toUpperCase(what.charAt(0)) + what.substring(1) + ".");
        page.line("");
        LifecycleEvent.OfKey event = ahead.event();
        page.field("Key", key.toString());
        page.field("which is", Words.state(ahead.state()));
        Fate.left(ahead.threat().due(), ahead.now())
                .ifPresent(left -> page.field("Time left", left));
        page.field("Event", Shown.of(event.source().id()) + " at " + event.source().time());
        page.field("What happened", "the key was " + event.change().words());
        page.field("By", actor(event));
    }

    private static String actor(LifecycleEvent.OfKey event) {
        return event.source().actor().isEmpty() ? "not told" : Shown.of(event.source().actor());
    }

    private void first(Fate fate) {
        page.heading("Do this first");
        fate.notes().forEach(note -> page.line("  " + Shown.of(note)));
        fate.commands().forEach(command -> page.line("    " + command));
    }

    private void whose() {
        page.heading("Whose key it is");
        String role = ahead.holding().role().name().toLowerCase(Locale.ROOT);
        Install holder = ahead.holding().holder();
        Install current = ahead.holding().current();
        page.field("Held as", role + " key by " + Words.install(holder));
        if (!holder.id().equals(current.id())) {
            page.field("Current install", Words.install(current));
        }
        page.field(
                "Database",
                Shown.of(current.database().name())
                        + " on "
                        + Shown.of(current.database().clusterArn()));
        ahead.timeline()
                .deleted(key)
                .ifPresent(proof ->
                        page.field(
                                "Deleted",
                                "KMS said so at "
                                        + proof.time()
                                        + ", event "
                                        + Shown.of(proof.eventId())));
        page.each(
                ahead.timeline().latest(SHOWN_EVENTS),
                TIMELINE_END,
                "events",
                event ->
                        page.field(
                                event.source().time().toString(),
                                event.change().words() + " by " + actor(event)));
    }

    private void tables() {
        if (ahead.holding().role() != KeyRole.DATA) {
            return;
        }
        page.heading("What depends on it");
        switch (ahead.evidence().inspection()) {
            case Inspection.Unseen unseen -> page.line("  Not read: " + Shown.of(unseen.why()));
            case Inspection.Seen seen -> {
                Dependants dependants = Dependants.of(key, ahead.evidence());
                page.each(
                        dependants.columns(),
                        COLUMNS_END,
                        "columns with values of this key",
                        this::column);
                page.each(
                        ahead.evidence().columns().stream().filter(this::holdsUntold).toList(),
                        COLUMNS_END,
                        "columns with values whose key could not be told",
                        this::untold);
                page.line("  Together: " + dependants.words() + ".");
                page.each(seen.unread(), UNREAD_END, "tables that were not read", this::unread);
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
                        + ": "
                        + Dependants.in(column, key, ahead.evidence())
                        + " of "
                        + Words.rows(column.rows()));
        Dependants.groups(column, key, ahead.evidence())
                .forEach(group ->
                        page.line(
                                "    ["
                                        + group.fingerprint().brief()
                                        + "] "
                                        + Words.proof(ahead.evidence().sealer(group))
                                        + rows(column, group)));
    }

    private boolean holdsUntold(ColumnCensus column) {
        return column.groups().stream().anyMatch(this::isUntold);
    }

    private boolean isUntold(SealedGroup group) {
        return Dependants.untold(ahead.evidence().sealer(group));
    }

    private void untold(ColumnCensus column) {
        column.groups().stream()
                .filter(this::isUntold)
                .forEach(group ->
                        page.line(
                                "  "
                                        + Shown.of(column.column().toString())
                                        + ": perhaps "
                                        + group.rows()
                                        + " of "
                                        + Words.rows(column.rows())
                                        + ", "
                                        + Words.proof(ahead.evidence().sealer(group))));
    }

    private static String rows(ColumnCensus column, SealedGroup group) {
        if (group.first().isEmpty()) {
            return "";
        }
        String shown =
                group.first().stream()
                        .limit(SHOWN_KEYS)
                        .map(row -> row(column.keyColumns(), row))
                        .collect(Collectors.joining("; "));
        long more = group.rows() - Math.min(SHOWN_KEYS, group.first().size());
        return ": " + (more > 0 ? shown + "; +" + more + " more" : shown);
    }

    private static String row(List<KeyColumn> columns, RowKey row) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            parts.add(Shown.of(columns.get(i).name()) + "=" + Shown.of(row.values().get(i)));
        }
        return String.join(", ", parts);
    }

    private void afterwards() {
        if (ahead.holding().role() != KeyRole.DATA
                || ahead.holding().current().roleOf(key).isPresent()) {
            return;
        }
        page.heading("Before the key may go");
        page.line(
                "  It is a former install's. Re-seal its rows under the current key first; when"
                        + " nothing depends on it, it can be deleted safely.");
    }
}
