package io.keymend.mend;

import io.keymend.remedy.Pause;
import io.keymend.remedy.PlanId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Plans kept as the store promises to keep them.
final class PlansInMemory implements PlanStore {
    record Page(String draft, int part, int number) {}

    final Map<Page, String> pages = new HashMap<>();
    final Map<PlanId, StoredPlan> plans = new LinkedHashMap<>();
    private final Map<PlanId, String> tokens = new HashMap<>();
    private final Supplier<Instant> clock;
    private int names;
    Pause pause = new Pause.Off();

    PlansInMemory(Supplier<Instant> clock) {
        this.clock = clock;
    }

    @Override
    public synchronized String draft() {
        return "draft " + names++;
    }

    @Override
    public synchronized void addPage(String draft, int part, int number, String rows) {
        pages.put(new Page(draft, part, number), rows);
    }

    @Override
    public synchronized void keep(String draft, Plan plan) {
        plans.put(
                plan.id(),
                new StoredPlan(
                        plan.id(), draft, plan.text(), PlanState.OPEN, Optional.empty(), ""));
    }

    @Override
    public synchronized Optional<StoredPlan> find(PlanId plan) {
        return Optional.ofNullable(plans.get(plan));
    }

    @Override
    public synchronized List<StoredPlan> newest(int most) {
        List<StoredPlan> newest = new ArrayList<>(plans.values());
        newest.sort(
                Comparator.comparing(
                                (StoredPlan stored) -> Plan.read(stored.text()).terms().created())
                        .reversed());
        return newest.stream().limit(most).toList();
    }

    @Override
    public synchronized Optional<String> page(String draft, int part, int number) {
        return Optional.ofNullable(pages.get(new Page(draft, part, number)));
    }

    @Override
    public synchronized Optional<Claim> claim(PlanId id, Instant now, Instant until) {
        StoredPlan stored = plans.get(id);
        if (stored == null
                || !isFree(stored, now)
                || !now.isBefore(Plan.read(stored.text()).terms().expires())) {
            return Optional.empty();
        }
        String token = "token " + names++;
        tokens.put(id, token);
        put(stored, PlanState.APPLYING, Optional.of(until), stored.progress());
        return Optional.of(new Claim(id, token, stored.progress()));
    }

    private static boolean isFree(StoredPlan stored, Instant now) {
        return stored.state() == PlanState.OPEN
                || (stored.state() == PlanState.APPLYING
                        && stored.claimedUntil().map(until -> until.isBefore(now)).orElse(true));
    }

    @Override
    public synchronized boolean renew(Claim claim, Instant until, String progress) {
        return move(claim, PlanState.APPLYING, Optional.of(until), progress);
    }

    @Override
    public synchronized void release(Claim claim, String progress) {
        move(claim, PlanState.APPLYING, Optional.empty(), progress);
    }

    @Override
    public synchronized boolean end(Claim claim, PlanState state, String progress) {
        return move(claim, state, Optional.empty(), progress);
    }

    private boolean move(Claim claim, PlanState to, Optional<Instant> until, String progress) {
        StoredPlan stored = plans.get(claim.plan());
        if (stored == null
                || !claim.holder().equals(tokens.get(claim.plan()))
                || stored.state() != PlanState.APPLYING) {
            return false;
        }
        put(stored, to, until, progress);
        return true;
    }

    @Override
    public synchronized void expire(PlanId id, Instant now) {
        StoredPlan stored = plans.get(id);
        if (stored != null
                && isFree(stored, now)
                && !now.isBefore(Plan.read(stored.text()).terms().expires())) {
            put(stored, PlanState.EXPIRED, Optional.empty(), stored.progress());
        }
    }

    private void put(StoredPlan stored, PlanState state, Optional<Instant> until, String progress) {
        plans.put(
                stored.id(),
                new StoredPlan(stored.id(), stored.draft(), stored.text(), state, until, progress));
    }

    @Override
    public Pause pause() {
        return pause;
    }

    @Override
    public void pause(String by, Instant now) {
        pause = new Pause.On(by, now);
    }

    @Override
    public void resume(String by, Instant now) {
        pause = new Pause.Off();
    }

    @Override
    public Instant time() {
        return clock.get();
    }
}
