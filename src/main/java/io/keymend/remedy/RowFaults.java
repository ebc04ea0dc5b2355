package io.keymend.remedy;

import io.keymend.evidence.ColumnName;
import io.keymend.evidence.Sealer;
import io.keymend.evidence.TableName;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// What can stand against a plan in the rows it would change.
final class RowFaults {
    private RowFaults() {}

    /// The first fault of any change as it stands. One that nobody could look at is a fault.
    static Optional<String> each(
            Facts facts, BiFunction<Change, Standing, Optional<String>> fault) {
        List<Change> changes = facts.proposal().changes();
        if (facts.standings().size() != changes.size()) {
            return Optional.of("nobody could look at the rows again");
        }
        for (int i = 0; i < changes.size(); i++) {
            Optional<String> found = fault.apply(changes.get(i), facts.standings().get(i));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// Rows that are no longer as planned are skipped later, one by one; they speak for nothing and
    /// against nothing here.
    static Optional<String> rows(Facts facts) {
        return each(
                facts,
                (change, standing) ->
                        standing.remaining() == 0
                                ? Optional.empty()
                                : sample(change, standing.sample()));
    }

    private static Optional<String> sample(Change change, Standing.Sample sample) {
        if (sample.readable() > 0) {
            return Optional.of(
                    sample.readable()
                            + " sampled rows of "
                            + change.column()
                            + " open with a current key");
        }
        if (sample.undecided() > 0) {
            return Optional.of(
                    "KMS's answer about "
                            + sample.undecided()
                            + " sampled rows of "
                            + change.column()
                            + " decides nothing");
        }
        return sample.others() + sample.absent() > 0
                ? Optional.empty()
                : Optional.of("KMS was asked about no row of " + change.column());
    }

    /// A deleted row takes its other sealed values along.
    static Optional<String> company(Facts facts) {
        return LookFaults.seen(
                facts,
                look ->
                        facts.proposal().changes().stream()
                                .filter(change -> change.effect() == Effect.DELETE)
                                .flatMap(change -> company(look, change).stream())
                                .findFirst());
    }

    private static Optional<String> company(Look look, Change change) {
        return look.evidence().columns().stream()
                .filter(column -> column.column().table().equals(change.column().table()))
                .filter(column -> !column.column().equals(change.column()))
                .filter(column ->
                        column.groups().stream()
                                .anyMatch(group ->
                                        !(look.evidence().sealer(group) instanceof Sealer.Other)))
                .findFirst()
                .map(column ->
                        "rows of "
                                + change.column().table()
                                + " may hold values in "
                                + column.column().column()
                                + " that still open");
    }

    static Optional<String> profile(Facts facts) {
        return LookFaults.seen(
                facts,
                look ->
                        facts.proposal().changes().stream()
                                .flatMap(change ->
                                        Allowance.refusal(
                                                look.profile(),
                                                change.column(),
                                                change.effect(),
                                                change.least())
                                                .stream())
                                .findFirst());
    }

    static Optional<String> count(Facts facts) {
        Caps caps = caps(facts);
        List<Change> changes = facts.proposal().changes();
        if (changes.stream().anyMatch(change -> change.rows() <= 0)) {
            return Optional.of("a change of no rows is no change");
        }
        long resealed = rows(changes, false);
        if (resealed > caps.resealed()) {
            return Optional.of(resealed + " rows to re-seal, the cap is " + caps.resealed());
        }
        if (facts.standings().size() != changes.size()) {
            return Optional.of("the rows that refer to them were not counted");
        }
        long lost = Math.addExact(rows(changes, true), referring(facts));
        return lost > caps.lost()
                ? Optional.of(
                        lost
                                + " rows to lose, with those that refer to them, the cap is "
                                + caps.lost())
                : Optional.empty();
    }

    private static Caps caps(Facts facts) {
        return facts.leave().caps().and(facts.proposal().terms().caps());
    }

    private static long rows(List<Change> changes, boolean losing) {
        return changes.stream()
                .filter(change -> change.effect().loses() == losing)
                .mapToLong(Change::rows)
                .reduce(0, Math::addExact);
    }

    /// The most that were ever counted: rows may refer that did not when the plan was made.
    private static long referring(Facts facts) {
        long sum = 0;
        for (int i = 0; i < facts.standings().size(); i++) {
            Change change = facts.proposal().changes().get(i);
            long now = facts.standings().get(i).referring();
            sum = Math.addExact(sum, Math.max(now, change.referring()));
        }
        return sum;
    }

    static Optional<String> share(Facts facts) {
        List<Change> changes = facts.proposal().changes();
        if (facts.standings().size() != changes.size()) {
            return Optional.of("the tables were not counted");
        }
        Map<TableName, TableLoss> losses = new LinkedHashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (change.effect().loses()) {
                losses.merge(
                        change.column().table(),
                        TableLoss.of(change, facts.standings().get(i)),
                        TableLoss::and);
            }
        }
        return LookFaults.seen(
                facts,
                look ->
                        losses.values().stream()
                                .flatMap(loss -> share(caps(facts), look, loss).stream())
                                .findFirst());
    }

    /// What one table is to lose: of its rows as they were, and of those it has now.
    ///
    /// @param gone rows that this plan has deleted already, for each column it was because of
    private record TableLoss(
            List<Change> changes, long planned, long then, Map<ColumnName, Long> gone, long now) {
        static TableLoss of(Change change, Standing standing) {
            return new TableLoss(
                    List.of(change),
                    change.rows(),
                    change.tableRows(),
                    change.effect() == Effect.DELETE
                            ? Map.of(change.column(), standing.done())
                            : Map.of(),
                    standing.tableRows());
        }

        TableLoss and(TableLoss other) {
            List<Change> all = new ArrayList<>(changes);
            all.addAll(other.changes);
            Map<ColumnName, Long> columns = new HashMap<>(gone);
            columns.putAll(other.gone);
            return new TableLoss(
                    all,
                    Math.addExact(planned, other.planned),
                    Math.min(then, other.then),
                    columns,
                    Math.min(now, other.now));
        }

        /// The rows the table would have without this plan.
        long size() {
            return Math.min(then, before());
        }

        boolean isSmall() {
            return Math.max(then, before()) <= Caps.SMALL_TABLE;
        }

        private long before() {
            return gone.values().stream().reduce(now, Math::addExact);
        }
    }

    private static Optional<String> share(Caps caps, Look look, TableLoss loss) {
        boolean recreated =
                loss.changes().stream()
                        .allMatch(change ->
                                Allowance.isRecreated(
                                        Allowance.place(look.profile(), change.column())));
        return caps.isWithinShare(loss.planned(), loss.size()) || (recreated && loss.isSmall())
                ? Optional.empty()
                : Optional.of(
                        loss.planned()
                                + " of "
                                + loss.size()
                                + " rows of "
                                + loss.changes().getFirst().column().table()
                                + ", the cap is "
                                + caps.percent()
                                + " %");
    }

    static Optional<String> obstacles(Facts facts) {
        return each(
                facts,
                (change, standing) ->
                        standing.obstacles().stream()
                                .findFirst()
                                .map(obstacle -> change.column() + ": " + obstacle));
    }
}
