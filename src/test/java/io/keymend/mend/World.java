package io.keymend.mend;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Canary;
import io.keymend.evidence.Examiner;
import io.keymend.evidence.KeyProbe;
import io.keymend.evidence.KeyReading;
import io.keymend.evidence.KeyState;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Install;
import io.keymend.install.InstallHistory;
import io.keymend.profile.Profile;
import io.keymend.profile.SealedLocation;
import io.keymend.profile.SealedLocation.IfDeleted;
import io.keymend.remedy.Approval;
import io.keymend.remedy.Caps;
import io.keymend.remedy.Leave;
import io.keymend.remedy.Look;
import io.keymend.remedy.Mode;
import io.keymend.remedy.PlanId;
import io.keymend.seal.Fingerprint;
import io.keymend.seal.SealedValue;
import io.keymend.testing.Ids;
import io.keymend.testing.InstallBuilder;
import io.keymend.testing.NothingHappened;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// A product that was installed again, with everything mending needs around it, in memory.
final class World implements KeyProbe, InstallHistory, Reach, Writing {
    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    static final Fingerprint FORMER = Ids.fingerprint(1);
    static final Fingerprint CURRENT = Ids.fingerprint(2);

    final List<Install> installs =
            new ArrayList<>(List.of(InstallBuilder.former(), InstallBuilder.current()));
    final List<SealedLocation> places = new ArrayList<>();
    final Map<KeyArn, KeyState> states = new HashMap<>();
    final Set<KeyArn> withoutCanary = new HashSet<>();
    final Set<KeyArn> silent = new HashSet<>();
    final Product product = new Product();
    Instant now = START;
    Duration databaseIsAhead = Duration.ZERO;
    final PlansInMemory plans = new PlansInMemory(() -> now.plus(databaseIsAhead));
    String profileVersion = "1";
    Mode mode = Mode.PURGE_SUPERSEDED;
    Caps caps = new Caps(10_000, 200_000, 60);
    Optional<String> writer = Optional.of("arn:writer");
    final List<String> log = new ArrayList<>();

    World() {
        product.keys.put(Ids.FORMER_KEY, FORMER);
        product.keys.put(Ids.CURRENT_KEY, CURRENT);
        place("oidc_settings", IfDeleted.RECREATED, Optional.empty());
    }

    World place(String table, IfDeleted ifDeleted, Optional<Map<String, String>> context) {
        places.add(
                new SealedLocation(
                        table, Optional.empty(), "x", ifDeleted, "w", context, Optional.empty()));
        return this;
    }

    /// One row of `oidc_settings`, sealed by the former key, and a table that is fine.
    static World ofOneRow() {
        World world = new World();
        world.product.put("oidc_settings", "client_secret", 0, 1, FORMER);
        world.product.put("vcs", "token", 0, 3, CURRENT);
        return world;
    }

    /// So many rows to purge, and as many that are fine.
    static World ofRows(int rows) {
        World world = new World();
        world.product.put("oidc_settings", "client_secret", 0, rows, FORMER);
        world.product.put("oidc_settings", "client_secret", rows, rows, CURRENT);
        return world;
    }

    /// So many rows to re-seal.
    static World toReseal(int rows) {
        World world = ofRows(rows);
        world.mode = Mode.RESEAL;
        world.places.clear();
        return world.place("oidc_settings", IfDeleted.FORBIDDEN, Optional.of(Map.of("a", "b")));
    }

    Planning plan() {
        return plan(mode);
    }

    Planning plan(Mode asked) {
        return new Planner(plans, this, caps, Duration.ofHours(6))
                .plan(look(), asked, Optional.empty(), now, () -> false);
    }

    PlanId planned() {
        return plan().plan().orElseThrow().id();
    }

    Look look() {
        return looker().look("spacelift-2026", () -> false).orElseThrow();
    }

    Looker looker() {
        return new Looker(
                this,
                new NothingHappened(),
                _ ->
                        Optional.of(
                                new Profile(
                                        "spacelift",
                                        "Spacelift",
                                        profileVersion,
                                        places,
                                        List.of(),
                                        List.of())),
                new Examiner(product, this),
                this,
                () -> now);
    }

    Mending mending() {
        return new Mending(
                plans,
                looker(),
                this,
                leave(),
                Optional.of(this),
                () -> now,
                (plan, column, done, of, tally) -> log.add(column + " " + done + " of " + of));
    }

    Restoring restoring() {
        return new Restoring(plans, leave(), Optional.of(this), () -> now);
    }

    Leave leave() {
        return new Leave(mode, caps, writer, "arn:historian");
    }

    MendReport apply(PlanId plan) {
        return apply(plan, () -> false);
    }

    MendReport apply(PlanId plan, BooleanSupplier timeIsUp) {
        return mending().apply(plan, new Approval.Automatic(), timeIsUp);
    }

    @Override
    public KeyReading read(KeyArn key) {
        return KeyReading.of(states.getOrDefault(key, new KeyState.Enabled()));
    }

    @Override
    public Canary canary(KeyArn key) {
        return withoutCanary.contains(key)
                ? new Canary.Failed("no")
                : new Canary.Passed(product.of(key));
    }

    @Override
    public Own ownFingerprint(KeyArn key) {
        return silent.contains(key) ? new Own.Unknown("refused") : new Own.Known(product.of(key));
    }

    @Override
    public Answer sealedBy(KeyArn key, SealedValue value) {
        return new Answer.Undecided("values are not kept whole");
    }

    @Override
    public List<Install> all() {
        return List.copyOf(installs);
    }

    @Override
    public Recorded record(Install install) {
        installs.add(install);
        return Recorded.NEW;
    }

    @Override
    public void create() {}

    @Override
    public RowFinder finder(DatabaseRef database) {
        return product;
    }

    @Override
    public RowProver prover(DatabaseRef database) {
        return product;
    }

    @Override
    public RowMender mender(DatabaseRef database) {
        return product;
    }

    @Override
    public Resealer resealer() {
        return product;
    }
}
