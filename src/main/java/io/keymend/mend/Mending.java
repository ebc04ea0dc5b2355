package io.keymend.mend;

import io.keymend.evidence.ColumnName;
import io.keymend.mend.MendReport.Result;
import io.keymend.mend.Review.Reviewed;
import io.keymend.remedy.Approval;
import io.keymend.remedy.Finding;
import io.keymend.remedy.Guard;
import io.keymend.remedy.Leave;
import io.keymend.remedy.Permit;
import io.keymend.remedy.PlanId;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Carries plans out: look again, ask the guards, claim, change chunk by chunk, report. A person's
/// command and the automatic mode go this very way.
public final class Mending {
    /// How long a claim stands without being renewed. It is renewed after every chunk.
    static final Duration CLAIM = Duration.ofMinutes(5);

    private static final Finding GARBLED =
            new Finding(Guard.HASH.title(), false, "what is stored is no plan");

    private final PlanStore plans;
    private final Review review;
    private final Reach reach;
    private final Optional<Writing> writing;
    private final InstantSource clock;
    private final MendLog log;

    /// @param writing absent unless mending is on
    public Mending(
            PlanStore plans,
            Looker looker,
            Reach reach,
            Leave leave,
            Optional<Writing> writing,
            InstantSource clock,
            MendLog log) {
        this.plans = plans;
        this.review = new Review(plans, looker, reach, leave, clock);
        this.reach = reach;
        this.writing = writing;
        this.clock = clock;
        this.log = log;
    }

    /// What every guard says of a plan now; nothing where no such plan is stored. Nothing is
    /// changed, and nobody has approved it for this.
    public Optional<Explanation> explain(PlanId id, BooleanSupplier timeIsUp) {
        return plans.find(id).map(stored -> explained(stored, timeIsUp));
    }

    private Explanation explained(StoredPlan stored, BooleanSupplier timeIsUp) {
        return Read.of(stored)
                .map(read ->
                        new Explanation(
                                stored.id(),
                                Optional.of(read.plan),
                                words(stored),
                                review.of(
                                                stored,
                                                read.plan,
                                                read.progress,
                                                done(stored, read.plan),
                                                new Approval.None(),
                                                timeIsUp)
                                        .clearance()
                                        .findings()))
                .orElseGet(() ->
                        new Explanation(
                                stored.id(), Optional.empty(), words(stored), List.of(GARBLED)));
    }

    /// Applies a plan, or goes on with one that was not finished.
    ///
    /// @param timeIsUp asked before each chunk
    /// @throws io.keymend.install.HistoryUnavailable where the plans cannot be read
    public MendReport apply(PlanId id, Approval approval, BooleanSupplier timeIsUp) {
        Optional<StoredPlan> stored = plans.find(id);
        if (stored.isEmpty()) {
            return unknown(id);
        }
        Optional<Read> read = Read.of(stored.get());
        if (read.isEmpty()) {
            return garbled(id);
        }
        if (!stored.get().isFree(clock.instant())) {
            return MendReport.notRun(
                    id, Optional.of(read.get().plan), Result.TAKEN, words(stored.get()));
        }
        return reviewed(stored.get(), read.get(), approval, timeIsUp);
    }

    private MendReport reviewed(
            StoredPlan stored, Read read, Approval approval, BooleanSupplier timeIsUp) {
        Map<ColumnName, Long> done = done(stored, read.plan);
        Reviewed reviewed = review.of(stored, read.plan, read.progress, done, approval, timeIsUp);
        Optional<Permit> permit = reviewed.clearance().permit();
        if (permit.isEmpty() || writing.isEmpty()) {
            plans.expire(stored.id(), clock.instant());
            return refused(stored, read, done, reviewed, timeIsUp.getAsBoolean());
        }
        Instant now = clock.instant();
        Optional<Claim> claim = plans.claim(stored.id(), now, now.plus(CLAIM));
        if (claim.isEmpty()) {
            return MendReport.notRun(
                    stored.id(),
                    Optional.of(read.plan),
                    Result.TAKEN,
                    plans.find(stored.id()).map(Mending::words).orElse("it is gone"));
        }
        return new MendRun(
                        plans,
                        claim.get(),
                        read.plan,
                        reviewed,
                        permit.get(),
                        reach.prover(read.plan.terms().database()),
                        writing.get(),
                        clock,
                        log)
                .run(timeIsUp);
    }

    /// Where it was cut off behind its last row, nothing is left to be permitted.
    private MendReport refused(
            StoredPlan stored,
            Read read,
            Map<ColumnName, Long> done,
            Reviewed reviewed,
            boolean late) {
        long journaled = done.values().stream().mapToLong(Long::longValue).sum();
        if (journaled == read.plan.rows() && closed(stored)) {
            return report(read.whole(), stored.id(), Result.APPLIED, "", reviewed, journaled);
        }
        return report(
                read,
                stored.id(),
                late ? Result.UNFINISHED : Result.REFUSED,
                late
                        ? "no time was left to look at everything; this run changed nothing"
                        : "a guard stands against it; this run changed nothing",
                reviewed,
                journaled);
    }

    private boolean closed(StoredPlan stored) {
        Instant now = clock.instant();
        return plans.claim(stored.id(), now, now.plus(CLAIM))
                .map(claim -> plans.end(claim, PlanState.APPLIED, stored.progress()))
                .orElse(false);
    }

    /// What a plan that was begun has changed, by the journal: a run that was cut off may have
    /// changed more than it could tell.
    private Map<ColumnName, Long> done(StoredPlan stored, Plan plan) {
        if (stored.state() != PlanState.APPLYING || writing.isEmpty()) {
            return Map.of();
        }
        try {
            return writing.get().mender(plan.terms().database()).mended(stored.id()).stream()
                    .collect(Collectors.toMap(Mended::column, Mended::journaled, Long::sum));
        } catch (MendFailed _) {
            return Map.of();
        }
    }

    private static MendReport report(
            Read read, PlanId id, Result result, String why, Reviewed reviewed, long journaled) {
        return new MendReport(
                id,
                Optional.of(read.plan),
                result,
                why,
                read.progress.tally(),
                Optional.of(journaled),
                reviewed.clearance().findings(),
                List.of());
    }

    private static MendReport unknown(PlanId id) {
        return MendReport.notRun(id, Optional.empty(), Result.REFUSED, "there is no such plan");
    }

    private static MendReport garbled(PlanId id) {
        return new MendReport(
                id,
                Optional.empty(),
                Result.REFUSED,
                GARBLED.reason(),
                Tally.NONE,
                Optional.empty(),
                List.of(GARBLED),
                List.of());
    }

    private static String words(StoredPlan stored) {
        return switch (stored.state()) {
            case OPEN -> "nobody has begun with it";
            case APPLYING ->
                    stored.claimedUntil()
                            .map(until -> "it is being applied, for now until " + until)
                            .orElse("it was begun and can go on");
            case APPLIED -> "it was applied before";
            case FAILED -> "it failed before; make a new plan";
            case EXPIRED -> "it has expired; make a new plan";
        };
    }

    /// A stored plan, understood.
    private record Read(Plan plan, Progress progress) {
        /// With all rows changed that no run has told of.
        Read whole() {
            Tally told = progress.tally();
            return new Read(
                    plan,
                    new Progress(
                            plan.parts().size(),
                            0,
                            new Tally(
                                    told.changed(), plan.rows() - told.changed(), told.skipped())));
        }

        static Optional<Read> of(StoredPlan stored) {
            try {
                return Optional.of(
                        new Read(Plan.read(stored.text()), Progress.read(stored.progress())));
            } catch (RuntimeException _) {
                return Optional.empty();
            }
        }
    }
}
