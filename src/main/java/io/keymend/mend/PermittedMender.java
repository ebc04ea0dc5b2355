package io.keymend.mend;

import io.keymend.evidence.ColumnName;
import io.keymend.evidence.RowKey;
import io.keymend.remedy.Effect;
import io.keymend.remedy.Permit;
import io.keymend.remedy.PlanId;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Lets through only what a permit covers, at the last moment before it is done.
public final class PermittedMender implements RowMender {
    private final RowMender mender;
    private final InstantSource clock;

    public PermittedMender(RowMender mender, InstantSource clock) {
        this.mender = mender;
        this.clock = clock;
    }

    @Override
    public ChunkOutcome apply(Permit permit, Target target, List<PlannedRow> chunk) {
        requireMend(permit, target);
        return mender.apply(permit, target, chunk);
    }

    @Override
    public ChunkOutcome reseal(
            Permit permit, Target target, List<PlannedRow> chunk, Resealer resealer) {
        requireMend(permit, target);
        return mender.reseal(permit, target, chunk, resealer);
    }

    @Override
    public ChunkOutcome resealWhole(
            Permit permit, Target target, List<PlannedRow> rows, Resealer resealer) {
        requireMend(permit, target);
        return mender.resealWhole(permit, target, rows, resealer);
    }

    @Override
    public RestoreOutcome restore(Permit permit, ColumnName column, List<RowKey> rows) {
        require(permit, Permit.Purpose.RESTORE);
        return mender.restore(permit, column, rows);
    }

    @Override
    public List<Mended> mended(PlanId plan) {
        return mender.mended(plan);
    }

    @Override
    public JournalPage journal(PlanId plan, ColumnName column, Optional<JournalEntry> after) {
        return mender.journal(plan, column, after);
    }

    @Override
    public void createJournal() {
        mender.createJournal();
    }

    private void requireMend(Permit permit, Target target) {
        require(permit, Permit.Purpose.MEND);
        Effect effect = PlanPart.effect(target.action());
        if (!permit.allows(effect)) {
            throw new MendFailed.Refused(
                    List.of("its permit covers no row that is " + effect.words()));
        }
    }

    private void require(Permit permit, Permit.Purpose purpose) {
        if (!permit.isFor(purpose, clock.instant())) {
            throw new MendFailed.Refused(List.of("its permit is for something else, or ran out"));
        }
    }
}
