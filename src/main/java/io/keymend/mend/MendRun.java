package io.keymend.mend;

import io.keymend.install.HistoryUnavailable;
import io.keymend.mend.ChunkOutcome.Reason;
import io.keymend.mend.ChunkOutcome.Skipped;
import io.keymend.mend.MendReport.Result;
import io.keymend.mend.Review.Reviewed;
import io.keymend.mend.RowProver.Proof;
import io.keymend.remedy.Pause;
import io.keymend.remedy.Permit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// One run of a claimed and permitted plan: page by page, until it is done or something stops it.
final class MendRun {
    private static final int EXAMPLES = 20;

    private final PlanStore plans;
    private final Claim claim;
    private final Plan plan;
    private final Reviewed reviewed;
    private final Permit permit;
    private final RowProver prover;
    private final RowMender mender;
    private final Resealer resealer;
    private final InstantSource clock;
    private final MendLog log;
    private final List<Skipped> examples = new ArrayList<>();
    private Progress progress;

    MendRun(
            PlanStore plans,
            Claim claim,
            Plan plan,
            Reviewed reviewed,
            Permit permit,
            RowProver prover,
            Writing writing,
            InstantSource clock,
            MendLog log) {
        this.plans = plans;
        this.claim = claim;
        this.plan = plan;
        this.reviewed = reviewed;
        this.permit = permit;
        this.prover = prover;
        this.mender = writing.mender(plan.terms().database());
        this.resealer = writing.resealer();
        this.clock = clock;
        this.log = log;
        this.progress = Progress.read(claim.progress());
    }

    MendReport run(BooleanSupplier timeIsUp) {
        try {
            Optional<String> stop = Optional.empty();
            while (progress.part() < plan.parts().size() && stop.isEmpty()) {
                if (progress.page() >= reviewed.rows().pages(progress.part())) {
                    progress = progress.nextPart();
                } else {
                    stop = stop(timeIsUp).or(this::page);
                }
            }
            return stop.map(this::unfinished).orElseGet(this::finished);
        } catch (MendFailed e) {
            return failed(e);
        } catch (HistoryUnavailable e) {
            return report(Result.UNFINISHED, String.valueOf(e.getMessage()));
        }
    }

    /// What keeps the next chunk from being begun.
    private Optional<String> stop(BooleanSupplier timeIsUp) {
        if (timeIsUp.getAsBoolean()) {
            return Optional.of("no time was left; apply it again to go on");
        }
        if (!permit.isFor(Permit.Purpose.MEND, clock.instant())) {
            return Optional.of("its permit ran out; apply it again to go on");
        }
        return switch (plans.pause()) {
            case Pause.Off() -> Optional.empty();
            case Pause.On(var by, _) -> Optional.of("it was paused by " + by);
            case Pause.Unreadable(var why) ->
                    Optional.of("the pause switch could not be read: " + why);
        };
    }

    /// Deals with one page; answers why the run cannot go on behind it.
    private Optional<String> page() {
        PlanPart part = plan.parts().get(progress.part());
        List<PlannedRow> rows =
                reviewed.rows().page(progress.part(), progress.page(), part.target().key().size());
        ChunkOutcome outcome =
                part.change().effect().loses() ? lose(part, rows) : reseal(part, rows);
        outcome.skipped().stream().limit(EXAMPLES - (long) examples.size()).forEach(examples::add);
        progress = progress.nextPage(outcome);
        log.progress(
                claim.plan(),
                part.change().column(),
                progress.tally().done() + progress.tally().left(),
                plan.rows(),
                progress.tally());
        Instant until = clock.instant().plus(Mending.CLAIM);
        return plans.renew(claim, until, progress.text())
                ? Optional.empty()
                : Optional.of("somebody else goes on with it");
    }

    private ChunkOutcome reseal(PlanPart part, List<PlannedRow> rows) {
        return mender.reseal(permit, part.target(), rows, resealer);
    }

    /// Before a row is lost, KMS has said of the very value it holds that no current key sealed it.
    private ChunkOutcome lose(PlanPart part, List<PlannedRow> rows) {
        List<Proof> proofs = prover.prove(part.target(), part.selection(), rows, reviewed.keys());
        if (proofs.size() != rows.size()) {
            throw new MendFailed.Unreachable("not every row was asked about", null);
        }
        List<PlannedRow> proved = new ArrayList<>();
        List<Skipped> kept = new ArrayList<>();
        int undecided = 0;
        for (int i = 0; i < rows.size(); i++) {
            PlannedRow row = rows.get(i);
            switch (proofs.get(i)) {
                case Proof.Other() -> proved.add(row);
                case Proof.Absent() -> proved.add(row);
                case Proof.Opens(var key) ->
                        kept.add(new Skipped(row.key(), Reason.READABLE, key + " opens it"));
                case Proof.Undecided(var why) -> {
                    undecided++;
                    kept.add(new Skipped(row.key(), Reason.UNKNOWN, why));
                }
            }
        }
        if (undecided == rows.size()) {
            throw new MendFailed.Unreachable(
                    "KMS decides nothing about any row: " + kept.getFirst().why(), null);
        }
        return proved.isEmpty()
                ? new ChunkOutcome(0, 0, kept)
                : with(kept, mender.apply(permit, part.target(), proved));
    }

    private static ChunkOutcome with(List<Skipped> kept, ChunkOutcome outcome) {
        List<Skipped> all = new ArrayList<>(kept);
        all.addAll(outcome.skipped());
        return new ChunkOutcome(outcome.changed(), outcome.earlier(), all);
    }

    private MendReport unfinished(String why) {
        plans.release(claim, progress.text());
        return report(Result.UNFINISHED, why);
    }

    /// The journal is asked what was really done.
    private MendReport finished() {
        long journaled = mender.mended(claim.plan()).stream().mapToLong(Mended::journaled).sum();
        long done = progress.tally().done() + progress.tally().skipped(Reason.RESTORED);
        if (journaled != done) {
            return ended(
                    PlanState.FAILED,
                    Result.FAILED,
                    "the journal holds " + journaled + " rows, and " + done + " were changed");
        }
        return ended(PlanState.APPLIED, Result.APPLIED, "");
    }

    private MendReport failed(MendFailed failure) {
        String why = String.valueOf(failure.getMessage());
        return switch (failure) {
            case MendFailed.Unreachable _, MendFailed.Stopped _ -> unfinished(why);
            case MendFailed.Refused _, MendFailed.Disagreed _ ->
                    ended(PlanState.FAILED, Result.FAILED, why);
        };
    }

    private MendReport ended(PlanState state, Result result, String why) {
        return plans.end(claim, state, progress.text())
                ? report(result, why)
                : report(Result.TAKEN, "somebody else goes on with it");
    }

    private MendReport report(Result result, String why) {
        return new MendReport(
                claim.plan(),
                Optional.of(plan),
                result,
                why,
                progress.tally(),
                journaled(),
                reviewed.clearance().findings(),
                examples);
    }

    private Optional<Long> journaled() {
        try {
            return Optional.of(
                    mender.mended(claim.plan()).stream().mapToLong(Mended::journaled).sum());
        } catch (MendFailed _) {
            return Optional.empty();
        }
    }
}
