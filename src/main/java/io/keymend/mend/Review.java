package io.keymend.mend;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.ColumnName;
import io.keymend.install.HistoryUnavailable;
import io.keymend.mend.RowProver.Proof;
import io.keymend.remedy.Approval;
import io.keymend.remedy.Clearance;
import io.keymend.remedy.Facts;
import io.keymend.remedy.Leave;
import io.keymend.remedy.Look;
import io.keymend.remedy.PlanId;
import io.keymend.remedy.Proposal;
import io.keymend.remedy.Standing;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Looks at everything a stored plan rests on again, and has the guards decide.
final class Review {
    /// Rows of each part that KMS is asked about before anything is changed.
    private static final int SAMPLE = 20;

    private final PlanStore plans;
    private final Looker looker;
    private final Reach reach;
    private final Leave leave;
    private final InstantSource clock;

    Review(PlanStore plans, Looker looker, Reach reach, Leave leave, InstantSource clock) {
        this.plans = plans;
        this.looker = looker;
        this.reach = reach;
        this.leave = leave;
        this.clock = clock;
    }

    /// What came of it.
    ///
    /// @param rows the plan's rows, as they were hashed
    /// @param keys the current install's data keys; empty where nobody could look
    record Reviewed(Clearance clearance, StoredRows rows, List<KeyArn> keys) {}

    /// @param done how many rows of each column the plan has changed already
    Reviewed of(
            StoredPlan stored,
            Plan plan,
            Progress progress,
            Map<ColumnName, Long> done,
            Approval approval,
            BooleanSupplier timeIsUp) {
        StoredRows rows = new StoredRows(plans, stored.draft());
        Optional<Look> look =
                orEmpty(() -> looker.look(plan.terms().install(), timeIsUp))
                        .flatMap(found -> found);
        List<KeyArn> keys = look.map(found -> found.current().dataKeys()).orElse(List.of());
        List<Standing> standings = new ArrayList<>();
        Optional<PlanId> recomputed =
                orEmpty(() -> recomputed(plan, progress, done, rows, keys, standings));
        Facts facts =
                new Facts(
                        new Proposal(stored.id(), plan.terms(), plan.changes(), recomputed),
                        approval,
                        leave,
                        plans.pause(),
                        clock.instant(),
                        orEmpty(plans::time),
                        look,
                        standings);
        return new Reviewed(Clearance.toMend(facts), rows, keys);
    }

    /// What cannot be read is not known, and the guards refuse what is not known.
    private static <T> Optional<T> orEmpty(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (HistoryUnavailable | MendFailed | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private PlanId recomputed(
            Plan plan,
            Progress progress,
            Map<ColumnName, Long> done,
            StoredRows rows,
            List<KeyArn> keys,
            List<Standing> standings) {
        RowFinder finder = reach.finder(plan.terms().database());
        List<PlanPart> parts = new ArrayList<>();
        Map<ColumnName, Long> untold = new HashMap<>(done);
        for (PlanPart part : plan.parts()) {
            int place = parts.size();
            Remaining remaining = new Remaining(part, firstPage(progress, place), finder);
            parts.add(rows.hash(part, remaining::page));
            remaining.without(taken(untold, part));
            standings.add(standing(plan, part, remaining, done, finder, keys));
        }
        return new Plan(plan.terms(), parts).id();
    }

    /// How many rows of a part the journal holds at least. It tells columns apart, not their parts:
    /// an earlier part is given all it may have changed, so that no later one is given too many.
    private static long taken(Map<ColumnName, Long> untold, PlanPart part) {
        ColumnName column = part.target().column();
        long held = untold.getOrDefault(column, 0L);
        long taken = Math.min(held, part.change().rows());
        untold.put(column, held - taken);
        return taken;
    }

    /// The first page of a part that is still to be done.
    private static int firstPage(Progress progress, int part) {
        if (part < progress.part()) {
            return Integer.MAX_VALUE;
        }
        return part == progress.part() ? progress.page() : 0;
    }

    private Standing standing(
            Plan plan,
            PlanPart part,
            Remaining remaining,
            Map<ColumnName, Long> done,
            RowFinder finder,
            List<KeyArn> keys) {
        return new Standing(
                remaining.rows,
                done.getOrDefault(part.target().column(), 0L),
                finder.count(part.target().column().table()),
                remaining.referring.rows(),
                finder.obstacles(part.target()),
                sample(plan, part, remaining.sample, keys));
    }

    private Standing.Sample sample(
            Plan plan, PlanPart part, List<PlannedRow> rows, List<KeyArn> keys) {
        if (rows.isEmpty() || keys.isEmpty()) {
            return new Standing.Sample(0, 0, 0, 0);
        }
        List<Proof> proofs =
                reach.prover(plan.terms().database())
                        .prove(part.target(), part.selection(), rows, keys);
        int others = 0;
        int readable = 0;
        int undecided = rows.size() - proofs.size();
        int absent = 0;
        for (Proof proof : proofs) {
            switch (proof) {
                case Proof.Other() -> others++;
                case Proof.Opens _ -> readable++;
                case Proof.Undecided _ -> undecided++;
                case Proof.Absent() -> absent++;
            }
        }
        return new Standing.Sample(others, readable, undecided, absent);
    }

    /// What is left to be done of one part.
    private static final class Remaining {
        private final int from;
        private final long planned;
        private final Referring referring;
        private final List<PlannedRow> sample = new ArrayList<>();
        private long rows;

        Remaining(PlanPart part, int from, RowFinder finder) {
            this.from = from;
            this.planned = part.change().rows();
            this.referring = Referring.to(finder, part.target());
        }

        void page(int number, List<PlannedRow> page) {
            if (number < from) {
                return;
            }
            rows += page.size();
            referring.count(page);
            page.stream().limit(SAMPLE - (long) sample.size()).forEach(sample::add);
        }

        /// A run that was cut off behind a chunk could not tell of it.
        void without(long journaled) {
            rows = Math.min(rows, planned - journaled);
        }
    }
}
