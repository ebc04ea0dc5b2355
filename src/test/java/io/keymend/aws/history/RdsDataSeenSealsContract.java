package io.keymend.aws.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.SeenSeals;
import io.keymend.localaws.Fault;
import io.keymend.seal.Fingerprint;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// What is remembered of keys and their fingerprints, on any engine.
abstract class RdsDataSeenSealsContract extends StateFixture {
    private static final KeyArn FIRST =
            KeyArn.of(
                    "arn:aws:kms:eu-west-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1");
    private static final KeyArn SECOND =
            KeyArn.of(
                    "arn:aws:kms:eu-west-1:111122223333:key/b2d94e07-51c6-4f3b-8a1d-7c3e5f60a9b8");

    private SeenSeals seals = SeenSeals.none();

    @BeforeEach
    void open() {
        seals = new RdsDataSeenSeals(database, where().engine(), InstantSource.fixed(NOW));
    }

    @Test
    void whatWasSeenIsKnownAndTheRestIsNot() {
        seals.remember(Map.of(fingerprint(1), FIRST, fingerprint(2), SECOND));
        assertThat(seals.of(List.of(fingerprint(1), fingerprint(2), fingerprint(3))))
                .containsOnly(Map.entry(fingerprint(1), FIRST), Map.entry(fingerprint(2), SECOND));
        assertThat(seals.of(List.of())).isEmpty();
    }

    @Test
    void aFingerprintKeepsTheKeyThatWasSeenFirst() {
        seals.remember(Map.of(fingerprint(4), FIRST));
        seals.remember(Map.of(fingerprint(4), SECOND));
        assertThat(seals.of(List.of(fingerprint(4)))).containsEntry(fingerprint(4), FIRST);
    }

    @Test
    void moreThanCanBeAskedAtOnceIsLeftUnknown() {
        List<Fingerprint> many =
                LongStream.range(1_000, 1_300).mapToObj(this::fingerprint).toList();
        seals.remember(Map.of(many.getFirst(), FIRST, many.getLast(), FIRST));
        assertThat(seals.of(many)).containsOnlyKeys(many.getFirst());
    }

    @Test
    void aMemoryThatDoesNotAnswerRemembersNothing() {
        stack.rdsData()
                .faults()
                .always("ExecuteStatement", new Fault.Refused(400, "BadRequest", "down"));
        seals.remember(Map.of(fingerprint(5), FIRST));
        assertThat(seals.of(List.of(fingerprint(5)))).isEmpty();
    }

    private Fingerprint fingerprint(long number) {
        return new Fingerprint(number, 2, 3, 4);
    }
}
