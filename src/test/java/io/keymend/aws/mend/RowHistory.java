package io.keymend.aws.mend;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aws.mend.ProductWriter.Step;
import io.keymend.mend.ChunkOutcome.Reason;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What was at one primary key, as the writer saw it, step by step. Where it is not what the writer
/// left, the mender was there: once, and only on the value that was planned.
final class RowHistory {
    private final String as;
    private final String first;
    private final boolean planned;
    private final Predicate<String> isMended;
    private final Set<String> held = new HashSet<>();
    private String now;
    private boolean mended;

    RowHistory(String as, String first, boolean planned, Predicate<String> isMended) {
        this.as = as;
        this.first = first;
        this.planned = planned;
        this.isMended = isMended;
        this.now = first;
        held.add(first);
    }

    void step(Step step) {
        see(step.seen());
        now = step.left();
        held.add(now);
        if (step.deleted()) {
            held.add(ProductWriter.ABSENT);
        }
    }

    void end(String value) {
        see(value);
    }

    private void see(String value) {
        if (!value.equals(now)) {
            assertThat(planned).as(as + ": not planned, and changed").isTrue();
            assertThat(mended).as(as + ": changed twice").isFalse();
            assertThat(now.equals(first)).as(as + ": held another value, and changed").isTrue();
            assertThat(isMended.test(value)).as(as + ": changed to something else").isTrue();
            mended = true;
        }
        now = value;
        held.add(now);
    }

    /// Fails unless what is reported of the row is what happened to it.
    void explains(boolean journaled, Optional<Reason> left) {
        assertThat(journaled).as(as + ": journaled").isEqualTo(mended);
        assertThat(left.isPresent()).as(as + ": left").isEqualTo(planned && !mended);
        left.ifPresent(reason -> {
            switch (reason) {
                case GONE -> assertThat(held).as(as).contains(ProductWriter.ABSENT);
                case MOVED ->
                        assertThat(held)
                                .as(as)
                                .anyMatch(value ->
                                        !value.equals(first)
                                                && !value.equals(ProductWriter.ABSENT));
                // It was another when its value was read, and as planned again a moment later.
                case UNKNOWN -> assertThat(held).as(as).hasSizeGreaterThan(1);
                case READABLE, OVERSIZE, RESTORED -> throw new AssertionError(as + ": " + reason);
            }
        });
    }
}
