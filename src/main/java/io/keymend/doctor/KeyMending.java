package io.keymend.doctor;

import io.keymend.aead.Cause;
import io.keymend.aead.KeyCandidate;
import io.keymend.aead.Keyring;
import io.keymend.aead.StoredSecret;
import io.keymend.aead.TableDoctor;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.TableName;
import io.keymend.install.Install;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.MendFailed;
import io.keymend.mend.Resealer;
import io.keymend.mend.RowMender;
import io.keymend.mend.Target;
import io.keymend.mend.Writing;
import io.keymend.remedy.Approval;
import io.keymend.remedy.Clearance;
import io.keymend.remedy.KeyFacts;
import io.keymend.remedy.Leave;
import io.keymend.remedy.Pause;
import io.keymend.remedy.Permit;
import io.keymend.remedy.PlanId;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Seals rows of `access_key` again under the key in use, all in one transaction.
public final class KeyMending {
    /// Stands for no key, where rows were written while none was set.
    public static final String NONE = "none";

    private final SecretTables tables;
    private final KeySource keys;
    private final Leave leave;
    private final Supplier<Pause> pause;
    private final Optional<Writing> writing;
    private final InstantSource clock;

    /// @param writing absent unless mending is on
    public KeyMending(
            SecretTables tables,
            KeySource keys,
            Leave leave,
            Supplier<Pause> pause,
            Optional<Writing> writing,
            InstantSource clock) {
        this.tables = tables;
        this.keys = keys;
        this.leave = leave;
        this.pause = pause;
        this.writing = writing;
        this.clock = clock;
    }

    /// Looks at every row anew, and seals those again that this key opens, where a person named the
    /// plan that this look comes to.
    ///
    /// @param from the id of a key at hand, or [#NONE]
    public KeyMend reseal(
            Install install, String from, Approval approval, BooleanSupplier timeIsUp) {
        try (KeySource.Found found = keys.keys(install.ownKey().orElseThrow())) {
            return new Run(install, from, found).go(approval, timeIsUp);
        }
    }

    /// The column whose values are sealed.
    private static Target target(String schema, String from, String to) {
        return new Target(
                new ColumnName(new TableName(schema, Place.ACCESS_KEY.toString()), "secret"),
                List.of(new KeyColumn("id", false)),
                new Action.SealAgain(from, to));
    }

    /// One look, and what follows.
    private final class Run {
        private final Install install;
        private final String from;
        private final Keyring ring;
        private final boolean inUseKnown;
        private final Optional<KeyCandidate> to;
        private final Optional<KeyCandidate> old;
        private final KeyPlan plan;
        private String schema = "";

        Run(Install install, String from, KeySource.Found found) {
            this.install = install;
            this.from = from;
            this.ring = found.ring();
            this.inUseKnown = found.inUseKnown();
            this.to = ring.sealing();
            this.old = ring.notInUse(from);
            this.plan = new KeyPlan(install, from, toId());
        }

        private String toId() {
            return to.map(key -> key.ref().keyId()).orElse("");
        }

        KeyMend go(Approval approval, BooleanSupplier timeIsUp) {
            Optional<String> fault = keyFault().or(() -> read(timeIsUp));
            PlanId id = plan.id();
            long rows = plan.rows().size();
            Clearance clearance =
                    Clearance.toSeal(
                            new KeyFacts(
                                    id,
                                    rows,
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
                return told(id, clearance, Optional.of(change(clearance.permit().get())), "");
            } catch (MendFailed e) {
                return told(
                        id, clearance, Optional.empty(), "nothing was changed: " + e.getMessage());
            }
        }

        private KeyMend told(
                PlanId id, Clearance clearance, Optional<ChunkOutcome> outcome, String why) {
            return new KeyMend(
                    id, from, toId(), plan.rows().size(), outcome, clearance.findings(), why);
        }

        private Optional<String> keyFault() {
            if (!inUseKnown) {
                return Optional.of("not every place was read that the key in use may come from");
            }
            if (to.isEmpty()) {
                return Optional.of("no key is in use, or what is in use is no key");
            }
            if (to.get().ref().published()) {
                return Optional.of("the key in use is one that everybody knows");
            }
            return from.equals(NONE) || old.isPresent()
                    ? Optional.empty()
                    : Optional.of("no key at hand has this id, or it is in use");
        }

        /// Why not all rows could be read, if so.
        private Optional<String> read(BooleanSupplier timeIsUp) {
            TableDoctor doctor = new TableDoctor(ring);
            return switch (tables.read(install.database(), row -> see(row, doctor), timeIsUp)) {
                case SecretTables.Reading.Whole(var found) -> {
                    schema = found;
                    yield Optional.empty();
                }
                case SecretTables.Reading.Unread(var why) -> Optional.of(why);
            };
        }

        private void see(SecretRow row, TableDoctor doctor) {
            StoredSecret secret = row.secret();
            if (row.place() == Place.ACCESS_KEY
                    && secret.secret() != null
                    && isMeant(doctor.diagnose(secret).cause())) {
                plan.add(secret.id(), secret.secret());
            }
        }

        private boolean isMeant(Cause cause) {
            return switch (cause) {
                case Cause.OtherKey(var key) -> key.keyId().equals(from);
                case Cause.Unencrypted() -> from.equals(NONE);
                case Cause.NoKeyAsked _,
                        Cause.InUse _,
                        Cause.AsWritten _,
                        Cause.Damaged _,
                        Cause.DamagedUnder _,
                        Cause.Unopened _ ->
                        false;
            };
        }

        private Resealer resealer() {
            KeyCandidate key = to.orElseThrow();
            return old.<Resealer>map(sealed -> new SecretResealer(Place.ACCESS_KEY, sealed, key))
                    .orElseGet(() -> new ClearResealer(key));
        }

        private ChunkOutcome change(Permit permit) {
            RowMender mender = writing.orElseThrow().mender(install.database());
            return mender.resealWhole(
                    permit, target(schema, from, toId()), plan.rows(), resealer());
        }
    }
}
