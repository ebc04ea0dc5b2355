package io.keymend.alert;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.Sealer;
import io.keymend.verdict.Correction;
import io.keymend.verdict.StaleKey;
import io.keymend.verdict.Verdict;

import java.util.List;
import java.util.Optional;

/// The few words of an alert that are read first.
///
/// @param name the verdict, as one word for filters
/// @param severity `critical` where time runs out or rows are lost, `error` where an application is
///   down, else `warning`
/// @param what one line
/// @param meaning one or two lines
record Headline(String name, String severity, String what, String meaning) {
    static Headline of(Report report) {
        Headline headline = withoutTime(report);
        return Deadline.of(report.verdict(), report.now())
                .map(headline::withDeadline)
                .orElse(headline);
    }

    /// Where a deletion is under way, the time that is left is read first.
    private Headline withDeadline(Deadline deadline) {
        return new Headline(
                name,
                "critical",
                what + deadline.left().map(left -> ": " + left).orElse(""),
                deadline + " " + meaning);
    }

    private static Headline withoutTime(Report report) {
        return switch (report.verdict()) {
            case Verdict.AccessMissing(var install, _, var state) ->
                    new Headline(
                            "AccessMissing",
                            "error",
                            report.product()
                                    + " "
                                    + install.environment()
                                    + " may not use its own key",
                            "The key is the current install's own and is "
                                    + Words.state(state)
                                    + ". Access is missing; no row is at fault. Do not touch the"
                                    + " data."
                                    + besides(report));
            case Verdict.Misdirected(var current, _, var correction) ->
                    new Headline(
                            "Misdirected",
                            "error",
                            report.product()
                                    + " "
                                    + current.environment()
                                    + switch (correction) {
                                        case Correction.WrongRegion _ ->
                                                " asks for its key in the wrong Region";
                                        case Correction.AliasMoved _ ->
                                                " asks for its key by an alias that was moved";
                                    },
                            misdirected(correction));
            case Verdict.Rescuable(var current, var keys, var unnamed) ->
                    new Headline(
                            "Rescuable",
                            "error",
                            report.product()
                                    + " "
                                    + current.environment()
                                    + " cannot decrypt "
                                    + values(keys, unnamed),
                            "They are sealed by a key of a former install. " + outlook(keys));
            case Verdict.Lost(var current, var keys) ->
                    new Headline(
                            "Lost",
                            "critical",
                            report.product()
                                    + " "
                                    + current.environment()
                                    + " lost the key of "
                                    + values(keys, 0),
                            "The key that sealed them is gone: KMS no longer knows it, in the"
                                    + " account that held it.");
            case Verdict.NothingStale(var current, var rows) ->
                    new Headline(
                            "NothingStale",
                            "warning",
                            report.product()
                                    + " "
                                    + current.environment()
                                    + " was refused, but its values are fine",
                            "All "
                                    + Words.values(rows)
                                    + " that were found belong to the current key."
                                    + " Something else is wrong.");
            case Verdict.NotTheDatabase(var install, _, var role) ->
                    new Headline(
                            "NotTheDatabase",
                            "warning",
                            report.product()
                                    + " "
                                    + install.environment()
                                    + " was refused its "
                                    + role.name().toLowerCase(java.util.Locale.ROOT)
                                    + " key",
                            "That key seals none of the database's values; no table was read.");
            case Verdict.Stranger(var why) ->
                    new Headline(
                            "Stranger",
                            "warning",
                            "a key or role in no recorded install",
                            "Not on record: " + Shown.of(why) + ". No table was read.");
            case Verdict.Unclear(var why, _) ->
                    new Headline(
                            "Unclear",
                            "error",
                            (report.product().isEmpty() ? "a refused decrypt" : report.product())
                                    + " needs a person to decide",
                            "Unclear: " + Shown.of(why) + ".");
        };
    }

    /// What else was seen, so that it is not overlooked.
    private static String besides(Report report) {
        long stale =
                report.evidence()
                        .rows(sealer ->
                                sealer instanceof Sealer.Other || sealer instanceof Sealer.Foreign);
        return stale == 0
                ? ""
                : " Besides, " + Words.values(stale) + " belong to other keys; see below.";
    }

    private static String outlook(List<StaleKey> keys) {
        long gone =
                keys.stream()
                        .filter(key -> key.state() instanceof KeyState.Missing)
                        .mapToLong(StaleKey::rows)
                        .sum();
        return gone == 0
                ? "They can still be saved: nothing has to be deleted."
                : "KMS does not know the key of "
                        + Words.values(gone)
                        + "; the rest can still be saved, with nothing deleted.";
    }

    private static String values(List<StaleKey> keys, long unnamed) {
        return Words.values(keys.stream().mapToLong(StaleKey::rows).sum() + unnamed);
    }

    private static String misdirected(Correction correction) {
        return switch (correction) {
            case Correction.WrongRegion(var called, var key, var state) ->
                    "The key is in Region "
                            + key.region()
                            + ", where it is "
                            + Words.state(state)
                            + "; the call went to Region "
                            + called
                            + ". No row is at fault. Do not touch the data.";
            case Correction.AliasMoved(var move) ->
                    Shown.of(move.alias())
                            + " names another key since "
                            + move.at()
                            + ". No row is at fault. Do not touch the data.";
        };
    }

    /// The key the alert is about.
    static Optional<KeyArn> key(Report report) {
        return switch (report.verdict()) {
            case Verdict.AccessMissing(_, var key, _) -> Optional.of(key);
            case Verdict.NotTheDatabase(_, var key, _) -> Optional.of(key);
            case Verdict.Misdirected(_, var key, _) -> Optional.of(key);
            case Verdict.Rescuable(_, var keys, _) -> first(keys);
            case Verdict.Lost(_, var keys) -> first(keys);
            case Verdict.Unclear(_, var keys) -> first(keys).or(() -> report.denial().key());
            case Verdict.NothingStale _, Verdict.Stranger _ -> report.denial().key();
        };
    }

    private static Optional<KeyArn> first(List<StaleKey> keys) {
        return keys.stream().map(StaleKey::key).findFirst();
    }
}
