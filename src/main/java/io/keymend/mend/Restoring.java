package io.keymend.mend;

import io.keymend.evidence.ColumnName;
import io.keymend.evidence.RowKey;
import io.keymend.install.DatabaseRef;
import io.keymend.mend.RestoreOutcome.Conflict;
import io.keymend.mend.RestoreReport.Result;
import io.keymend.remedy.Approval;
import io.keymend.remedy.Clearance;
import io.keymend.remedy.Finding;
import io.keymend.remedy.Guard;
import io.keymend.remedy.Leave;
import io.keymend.remedy.Permit;
import io.keymend.remedy.PlanId;
import io.keymend.remedy.RestoreFacts;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Puts back what a plan changed, whole or one row. The journal says what that is.
public final class Restoring {
    private static final int CHUNK = 500;
    private static final int EXAMPLES = 20;

    private final PlanStore plans;
    private final Leave leave;
    private final Optional<Writing> writing;
    private final InstantSource clock;

    /// @param writing absent unless mending is on
    public Restoring(PlanStore plans, Leave leave, Optional<Writing> writing, InstantSource clock) {
        this.plans = plans;
        this.leave = leave;
        this.writing = writing;
        this.clock = clock;
    }

    /// One row that a plan changed.
    public record One(ColumnName column, RowKey key) {}

    /// What the journal holds under a plan; nothing where no such plan is stored, or mending is
    /// off.
    ///
    /// @throws MendFailed where the journal cannot be read
    public Optional<List<Mended>> mended(PlanId id) {
        return plan(id).flatMap(plan -> mender(plan).map(mender -> mender.mended(id)));
    }

    /// Some of the journal's entries, from the oldest on.
    ///
    /// @throws MendFailed where the journal cannot be read
    public Optional<JournalPage> journal(
            PlanId id, ColumnName column, Optional<JournalEntry> after) {
        return plan(id).flatMap(
                        plan -> mender(plan).map(mender -> mender.journal(id, column, after)));
    }

    /// Puts rows back.
    ///
    /// @param one the only row to put back; absent for all
    /// @throws io.keymend.install.HistoryUnavailable where the plans cannot be read
    public RestoreReport restore(
            PlanId id, Optional<One> one, Approval approval, BooleanSupplier timeIsUp) {
        Optional<Plan> plan = plan(id);
        if (plan.isEmpty()) {
            return refused(
                    id,
                    new Finding(
                            Guard.HASH.title(), false, "there is no such plan, or it was altered"));
        }
        return restore(id, plan.get().terms().database(), one, approval, timeIsUp);
    }

    /// Puts back all that was changed under a plan that is not stored: the journal alone says what
    /// that is.
    public RestoreReport restore(
            PlanId id, DatabaseRef database, Approval approval, BooleanSupplier timeIsUp) {
        return restore(id, database, Optional.empty(), approval, timeIsUp);
    }

    private RestoreReport restore(
            PlanId id,
            DatabaseRef database,
            Optional<One> one,
            Approval approval,
            BooleanSupplier timeIsUp) {
        Run run = new Run(id, writing.map(door -> door.mender(database)));
        try {
            return run.of(database, one, approval, timeIsUp);
        } catch (MendFailed e) {
            return run.report(Result.UNFINISHED, String.valueOf(e.getMessage()));
        }
    }

    private static RestoreReport refused(PlanId id, Finding finding) {
        return new RestoreReport(
                id, Result.REFUSED, finding.reason(), 0, 0, 0, List.of(), List.of(finding));
    }

    /// A stored plan whose text is still what its name was made of. It says which database it
    /// changed.
    private Optional<Plan> plan(PlanId id) {
        return plans.find(id)
                .filter(stored -> CanonicalText.sha256(stored.text()).equals(id.hash()))
                .map(stored -> Plan.read(stored.text()));
    }

    private Optional<RowMender> mender(Plan plan) {
        return writing.map(door -> door.mender(plan.terms().database()));
    }

    /// One restore.
    private final class Run {
        private final PlanId id;
        private final Optional<RowMender> mender;
        private final List<Conflict> examples = new ArrayList<>();
        private List<Finding> findings = List.of();
        private long restored;
        private long already;
        private long conflicts;

        Run(PlanId id, Optional<RowMender> mender) {
            this.id = id;
            this.mender = mender;
        }

        RestoreReport of(
                DatabaseRef database,
                Optional<One> one,
                Approval approval,
                BooleanSupplier timeIsUp) {
            List<Mended> mended = mender.map(door -> door.mended(id)).orElse(List.of());
            long open = mended.stream().mapToLong(m -> m.journaled() - m.restored()).sum();
            Clearance clearance =
                    Clearance.toRestore(
                            new RestoreFacts(
                                    id,
                                    database,
                                    open,
                                    one.isPresent() ? 1 : open,
                                    approval,
                                    leave,
                                    clock.instant()));
            findings = clearance.findings();
            return clearance
                    .permit()
                    .flatMap(permit ->
                            mender.map(door -> putBack(door, permit, mended, one, timeIsUp)))
                    .orElseGet(() -> report(Result.REFUSED, "a guard stands against it"));
        }

        private RestoreReport putBack(
                RowMender door,
                Permit permit,
                List<Mended> mended,
                Optional<One> one,
                BooleanSupplier timeIsUp) {
            if (one.isPresent()) {
                count(door.restore(permit, one.get().column(), List.of(one.get().key())));
                return report(Result.RESTORED, "");
            }
            for (Mended column : mended) {
                if (!whole(door, permit, column.column(), timeIsUp)) {
                    return report(Result.UNFINISHED, "no time was left; restore again to go on");
                }
            }
            return report(Result.RESTORED, "");
        }

        /// Whether there was time for all of a column.
        private boolean whole(
                RowMender door, Permit permit, ColumnName column, BooleanSupplier timeIsUp) {
            Optional<JournalEntry> after = Optional.empty();
            boolean last = false;
            while (!last) {
                JournalPage page = door.journal(id, column, after);
                last = page.isLast() || page.entries().isEmpty();
                List<RowKey> keys =
                        page.entries().stream()
                                .filter(entry -> entry.restoredAt().isEmpty())
                                .map(JournalEntry::key)
                                .toList();
                for (int from = 0; from < keys.size(); from += CHUNK) {
                    if (timeIsUp.getAsBoolean()
                            || !permit.isFor(Permit.Purpose.RESTORE, clock.instant())) {
                        return false;
                    }
                    count(
                            door.restore(
                                    permit,
                                    column,
                                    keys.subList(from, Math.min(from + CHUNK, keys.size()))));
                }
                after = last ? after : Optional.of(page.entries().getLast());
            }
            return true;
        }

        private void count(RestoreOutcome outcome) {
            restored += outcome.restored();
            already += outcome.already();
            conflicts += outcome.conflicts().size();
            outcome.conflicts().stream()
                    .limit(EXAMPLES - (long) examples.size())
                    .forEach(examples::add);
        }

        RestoreReport report(Result result, String why) {
            return new RestoreReport(
                    id, result, why, restored, already, conflicts, examples, findings);
        }
    }
}
