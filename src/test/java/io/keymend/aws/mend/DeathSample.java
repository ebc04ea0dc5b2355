package io.keymend.aws.mend;

import io.keymend.localaws.Fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A call at which a mender dies, before or after it took effect.
record DeathSample(String call, int nth, Fault last) {
    /// Tried where nobody asks for all of them.
    private static final int SOME = 3;

    static final boolean ALL = System.getProperty("mend.deaths", "some").equals("all");

    /// Some by chance with a printed seed; with `-Dmend.deaths=all` every one. The commits are
    /// among them always.
    static List<DeathSample> of(List<String> order, Map<String, Long> calls) {
        List<DeathSample> all = new ArrayList<>();
        for (String call : order) {
            for (int nth = 1; nth <= calls.getOrDefault(call, 0L); nth++) {
                all.add(new DeathSample(call, nth, new Fault.CutBefore()));
                all.add(new DeathSample(call, nth, new Fault.CutAfter()));
            }
        }
        return ALL ? all : some(all);
    }

    private static List<DeathSample> some(List<DeathSample> all) {
        long seed = Long.getLong("mend.seed", System.nanoTime() % 1_000_000);
        List<DeathSample> commits =
                all.stream().filter(death -> death.call.equals("CommitTransaction")).toList();
        List<DeathSample> others = new ArrayList<>(all);
        others.removeAll(commits);
        Collections.shuffle(others, new Random(seed));
        List<DeathSample> some = new ArrayList<>(commits);
        some.addAll(others.subList(0, Math.min(SOME, others.size())));
        System.out.println(
                "Dying at " + some.size() + " of " + all.size() + " places, seed " + seed);
        return some;
    }

    @Override
    public String toString() {
        return call + " " + nth + " " + last;
    }
}
