package io.keymend.alert;

import io.keymend.aead.Cause;
import io.keymend.aead.KeyRef;
import io.keymend.aead.KeyShare;
import io.keymend.doctor.Dependant;
import io.keymend.doctor.Examination;
import io.keymend.doctor.Place;
import io.keymend.doctor.Project;
import io.keymend.doctor.SickRow;
import io.keymend.doctor.Symptom;
import io.keymend.doctor.Ward;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The alert for a product that cannot open what it sealed with its own key: the right key's name,
/// then the rows by project, with the step each fails at and what each breaks.
public final class DoctorAlert {
    private static final int WAYS_END = 20_000;
    private static final int ROWS_END = 52_000;
    private static final int LONGEST_LINE = 300;

    private final DoctorReport report;
    private final DoctorHeadline headline;
    private final Page page = new Page();

    private DoctorAlert(DoctorReport report) {
        this.report = report;
        this.headline = DoctorHeadline.of(report.examination());
    }

    public static Alert of(DoctorReport report, String dedupKey) {
        DoctorAlert alert = new DoctorAlert(report);
        String what =
                report.product()
                        + " "
                        + report.install().environment()
                        + " "
                        + alert.headline.what();
        return AlertWriter.alert(
                what,
                alert.text(what),
                alert.headline.name(),
                Map.of(
                        "severity",
                        alert.headline.severity(),
                        "verdict",
                        alert.headline.name(),
                        "dedupKey",
                        dedupKey,
                        "product",
                        AlertWriter.ascii(report.product())));
    }

    private String text(String what) {
        page.line(Shown.of(what) + ".");
        page.line(headline.meaning());
        new RemediesText(page).write(report.ways(), WAYS_END);
        happened();
        switch (report.examination()) {
            case Examination.Unseen _ -> {}
            case Examination.Seen seen -> {
                keys(seen);
                seen.wards().forEach(this::ward);
                notes(seen.notes());
            }
        }
        page.heading("What Keymend did");
        page.line("  It looked, and changed nothing. No key and no secret left the function.");
        return page.toString();
    }

    private void happened() {
        page.heading("What happened");
        report.symptom().ifPresent(this::symptom);
        page.field("Install", Words.install(report.install()));
        page.field(
                "Database",
                Shown.of(report.install().database().name())
                        + " on "
                        + Shown.of(report.install().database().clusterArn()));
        if (report.examination() instanceof Examination.Seen seen) {
            seen.firstFailure()
                    .ifPresent(at -> page.field("Since", at + ", by the output of its tasks"));
        }
    }

    private void symptom(Symptom symptom) {
        String line = symptom.line();
        String cut = line.substring(0, Shown.boundary(line, Math.min(line.length(), LONGEST_LINE)));
        page.field("Logged", symptom.at() + " in " + Shown.of(symptom.logGroup()) + times());
        page.line("    " + Shown.of(cut));
    }

    private String times() {
        return report.symptoms() == 1 ? "" : ", the first of " + report.symptoms() + " lines";
    }

    private void keys(Examination.Seen seen) {
        page.heading("The keys");
        page.line(
                switch (seen.use()) {
                    case NOT_SET -> "  Semaphore has no key: what it writes is not sealed.";
                    case UNUSABLE -> "  What Semaphore has is no key: it can seal nothing.";
                    case SET -> "  In use: " + names(seen.inUse());
                });
        List<KeyRef> own = seen.tried().stream().filter(key -> !key.published()).toList();
        if (!own.isEmpty()) {
            page.line("  Tried as well: " + names(own));
        }
        int published = seen.tried().size() - own.size();
        if (published > 0) {
            page.line("  Tried as well: " + published + " keys that everybody knows.");
        }
    }

    private static String names(List<KeyRef> keys) {
        return keys.stream().map(DoctorHeadline::named).collect(Collectors.joining("; "));
    }

    private void ward(Ward ward) {
        page.heading("The rows of " + ward.place());
        var count = ward.count();
        shares(count.inUse(), " by the key in use: ");
        shares(count.others(), " by a key not in use: ");
        line(count.asWritten(), "written without a key, as none is set");
        line(count.unencrypted(), "written while no key was set, and one is set now");
        line(count.damaged(), "damaged");
        count.lostKeys()
                .forEach((id, rows) -> line(rows, "sealed under the key " + id + ", not at hand"));
        line(count.unopened(), "opened by no key at hand");
        line(count.noKeyAsked(), "not sealed here: kept elsewhere, empty, expired, or in clear");
        byProject(ward.sick())
                .forEach((project, rows) -> {
                    page.line("");
                    page.line("  " + project);
                    page.each(
                            rows,
                            Math.max(ROWS_END - page.toString().length(), 0),
                            "rows",
                            this::row);
                });
        line(ward.further(), "more are not listed");
    }

    private void shares(List<KeyShare> shares, String opened) {
        shares.forEach(share ->
                page.line(
                        "  "
                                + Words.rows(share.rows())
                                + " opened"
                                + opened
                                + DoctorHeadline.named(share.key())
                                + (share.key().published() ? ", WHICH EVERYBODY KNOWS" : "")));
    }

    private void line(long rows, String what) {
        if (rows > 0) {
            page.line("  " + Words.rows(rows) + " " + what);
        }
    }

    private static Map<String, List<SickRow>> byProject(List<SickRow> rows) {
        return rows.stream()
                .collect(
                        Collectors.groupingBy(
                                DoctorAlert::project, LinkedHashMap::new, Collectors.toList()));
    }

    private static String project(SickRow row) {
        Optional<String> name =
                row.project().map(Project::name).map(text -> "Project " + Shown.of(text));
        if (row.place() == Place.OPTION) {
            return "Semaphore's own";
        }
        return name.orElse(row.isOrphan() ? "Without a project: its own is gone" : "No project");
    }

    private void row(SickRow row) {
        page.line(
                "    id="
                        + Shown.of(row.id())
                        + " \""
                        + Shown.of(row.name())
                        + "\" "
                        + row.type()
                        + (row.owner().isEmpty() ? "" : " of a " + Shown.of(row.owner()))
                        + ": fails at "
                        + row.step()
                        + (row.says().isEmpty()
                                ? ", without a word"
                                : ", \"" + Shown.of(row.says().getLast()) + "\""));
        page.line("      " + why(row.cause()));
        if (!row.usedBy().isEmpty()) {
            page.line(
                    "      used by "
                            + row.usedBy().stream()
                                    .map(DoctorAlert::user)
                                    .collect(Collectors.joining(", ")));
        }
        if (row.isDoor()) {
            page.line(
                    "      Never empty or delete it: with no secret anybody can call what uses"
                            + " it.");
        }
    }

    private static String user(Dependant user) {
        return user.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + " \""
                + Shown.of(user.name())
                + "\"";
    }

    private static String why(Cause cause) {
        return switch (cause) {
            case Cause.NoKeyAsked() -> "no key is asked for it";
            case Cause.InUse(var key) -> "opens with the key in use, " + DoctorHeadline.named(key);
            case Cause.AsWritten() -> "was written without a key";
            case Cause.OtherKey(var key) -> "opens with " + DoctorHeadline.named(key);
            case Cause.Unencrypted() -> "was written while no key was set";
            case Cause.Damaged() -> "is no longer what was stored, whatever the key";
            case Cause.DamagedUnder(var key) ->
                    "was sealed under " + DoctorHeadline.named(key) + ", and is damaged since";
            case Cause.Unopened(var id) ->
                    id.isEmpty()
                            ? "opens with nothing at hand"
                            : "was sealed under the key " + Shown.of(id) + ", which is not at hand";
        };
    }

    private void notes(List<String> notes) {
        if (!notes.isEmpty()) {
            page.heading("To know");
            notes.forEach(note -> page.line("  " + Shown.of(note)));
        }
    }
}
