package io.keymend.doctor;

import io.keymend.aead.KeyCandidate;
import io.keymend.aead.StoredSecret;
import io.keymend.aead.TableDoctor;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.TableName;
import io.keymend.install.Install;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.MendFailed;
import io.keymend.mend.Target;
import io.keymend.mend.Writing;
import io.keymend.remedy.Approval;
import io.keymend.remedy.Clearance;
import io.keymend.remedy.KeyFacts;
import io.keymend.remedy.Leave;
import io.keymend.remedy.Pause;
import io.keymend.remedy.PlanId;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Changes rows of `access_key`, all in one transaction: as a person asked, and no others.
public final class KeyMending {
    private final SecretTables tables;
    private final KeySource keys;
    private final SuppliedSecrets supplied;
    private final Leave leave;
    private final Supplier<Pause> pause;
    private final Optional<Writing> writing;
    private final InstantSource clock;

    /// @param writing absent unless mending is on
    public KeyMending(
            SecretTables tables,
            KeySource keys,
            SuppliedSecrets supplied,
            Leave leave,
            Supplier<Pause> pause,
            Optional<Writing> writing,
            InstantSource clock) {
        this.tables = tables;
        this.keys = keys;
        this.supplied = supplied;
        this.leave = leave;
        this.pause = pause;
        this.writing = writing;
        this.clock = clock;
    }

    /// Looks at every row anew, and changes those the task is for, where a person named the plan
    /// that this look comes to.
    ///
    /// @throws SuppliedSecrets.Unusable where what is to be entered cannot be used
    public KeyMend mend(
            Install install, KeyTask task, Approval approval, BooleanSupplier timeIsUp) {
        try (KeySource.Found found = keys.keys(install.ownKey().orElseThrow())) {
            return switch (task) {
                case KeyTask.Reseal reseal ->
                        new Run(install, task, found, new ResealWork(reseal, found.ring()))
                                .go(approval, timeIsUp);
                case KeyTask.Enter(var secretArn) -> {
                    try (SuppliedSecrets.Supply supply = supplied.read(secretArn)) {
                        yield new Run(install, task, found, new EnterWork(supply, found.ring()))
                                .go(approval, timeIsUp);
                    }
                }
                case KeyTask.Empty empty ->
                        new Run(
                                        install,
                                        task,
                                        found,
                                        new EmptyWork(empty, install.database(), tables))
                                .go(approval, timeIsUp);
            };
        }
    }

    /// The column whose values are changed.
    static Target target(String schema, Action action) {
        return new Target(
                new ColumnName(new TableName(schema, Place.ACCESS_KEY.toString()), "secret"),
                List.of(new KeyColumn("id", false)),
                action);
    }

    /// One look, and what follows.
    private final class Run {
        private final Install install;
        private final KeyTask task;
        private final KeySource.Found found;
        private final KeyWork work;
        private final Optional<KeyCandidate> key;
        private final KeyPlan plan;
        private String schema = "";

        Run(Install install, KeyTask task, KeySource.Found found, KeyWork work) {
            this.install = install;
            this.task = task;
            this.found = found;
            this.work = work;
            this.key = found.ring().sealing();
            this.plan = new KeyPlan(install, task, work.mark(), keyId());
        }

        private String keyId() {
            return key.map(used -> used.ref().keyId()).orElse("");
        }

        KeyMend go(Approval approval, BooleanSupplier timeIsUp) {
            Optional<String> fault = keyFault().or(work::fault).or(() -> read(timeIsUp));
            PlanId id = plan.id();
            Clearance clearance =
                    Clearance.ofKeys(
                            new KeyFacts(
                                    id,
                                    plan.rows().size(),
                                    task.least(),
                                    install.database(),
                                    fault,
                                    approval,
                                    pause.get(),
                                    leave,
                                    clock.instant()));
            if (clearance.permit().isEmpty() || writing.isEmpty()) {
                return told(id, clearance, Optional.empty(), "nothing was changed");
            }
            try {
                ChunkOutcome outcome =
                        work.change(
                                writing.get().mender(install.database()),
                                clearance.permit().get(),
                                schema,
                                plan.rows());
                return told(id, clearance, Optional.of(outcome), "");
            } catch (MendFailed e) {
                return told(
                        id, clearance, Optional.empty(), "nothing was changed: " + e.getMessage());
            }
        }

        private KeyMend told(
                PlanId id, Clearance clearance, Optional<ChunkOutcome> outcome, String why) {
            return new KeyMend(
                    id, task, keyId(), plan.rows().size(), outcome, clearance.findings(), why);
        }

        private Optional<String> keyFault() {
            if (!found.inUseKnown()) {
                return Optional.of("not every place was read that the key in use may come from");
            }
            if (key.isEmpty()) {
                return Optional.of("no key is in use, or what is in use is no key");
            }
            return key.get().ref().published()
                    ? Optional.of("the key in use is one that everybody knows")
                    : Optional.empty();
        }

        /// Why not all rows could be read, or may not be changed, if so.
        private Optional<String> read(BooleanSupplier timeIsUp) {
            TableDoctor doctor = new TableDoctor(found.ring());
            return switch (tables.read(install.database(), row -> see(row, doctor), timeIsUp)) {
                case SecretTables.Reading.Whole(var where) -> {
                    schema = where;
                    yield work.faultOfRows();
                }
                case SecretTables.Reading.Unread(var why) -> Optional.of(why);
            };
        }

        private void see(SecretRow row, TableDoctor doctor) {
            StoredSecret secret = row.secret();
            if (row.place() == Place.ACCESS_KEY
                    && work.picks(row, doctor.diagnose(secret).cause())
                    && secret.secret() != null) {
                plan.add(secret.id(), secret.secret());
            }
        }
    }
}
