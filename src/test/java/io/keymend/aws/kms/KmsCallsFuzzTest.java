package io.keymend.aws.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Examiner;
import io.keymend.evidence.Sealer;
import io.keymend.install.Install;
import io.keymend.install.KeyRole;
import io.keymend.profile.Profile;
import io.keymend.seal.Fingerprint;
import io.keymend.testing.InstallBuilder;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/// Whatever keys, rotations, strangers and refusals there are: the bound on calls holds, no sealer
/// is wrong, and what the current key can tell is told.
final class KmsCallsFuzzTest extends KmsProbeFixture {
    private static final int ROUNDS = 6;

    static LongStream seeds() {
        return LongStream.concat(
                LongStream.rangeClosed(1, 30), LongStream.of(System.currentTimeMillis()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noSealerIsWrongAndTheBoundHolds(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            KeysAtRandom keys = new KeysAtRandom(kms, ROLE, random);
            long before = calls();

            Map<Fingerprint, Sealer> sealers = examine(keys, random.nextBoolean());

            String name = "seed " + seed + ", round " + round;
            assertThat(sealers).as(name).hasSize(keys.values.fingerprints());
            assertThat(calls() - before)
                    .as(name)
                    .isLessThanOrEqualTo(
                            sealers.isEmpty() ? 0 : sealers.size() + keys.keys() + CANARY);
            sealers.forEach((fingerprint, sealer) -> {
                assertThat(isTrue(keys, fingerprint, sealer))
                        .as("%s: %s sealed by %s", name, sealer, keys.maker(fingerprint))
                        .isTrue();
                assertThat(isTold(keys, fingerprint, sealer))
                        .as("%s: %s sealed by %s", name, sealer, keys.maker(fingerprint))
                        .isTrue();
            });
        }
    }

    /// Two more where no value shows that the current key works.
    private static final int CANARY = 2;

    private Map<Fingerprint, Sealer> examine(KeysAtRandom keys, boolean young) {
        InstallBuilder install =
                new InstallBuilder("current")
                        .from(young ? "2026-11-19T08:05:00Z" : "2024-03-01T09:00:00Z");
        keys.current.forEach(key -> install.key(key, KeyRole.DATA));
        Install current = install.build();
        return new Examiner(keys.values, probe)
                .examine(current, Profile.unknown("spacelift"), keys.others, NOW, () -> false)
                .sealers();
    }

    private static boolean isTrue(KeysAtRandom keys, Fingerprint fingerprint, Sealer sealer) {
        KeyArn maker = keys.maker(fingerprint);
        return switch (sealer) {
            case Sealer.Current(var key, _) -> key.sameKeyAs(maker) && keys.current.contains(key);
            case Sealer.Other(var key, var proof) ->
                    switch (proof) {
                        case FINGERPRINT, PROBE, RECORDED ->
                                key.sameKeyAs(maker) && !keys.isCurrent(maker);
                        case ELIMINATION -> !keys.isCurrent(maker) && !keys.isCurrent(key);
                    };
            case Sealer.Foreign _ -> !keys.isCurrent(maker);
            case Sealer.Unresolved _ -> true;
        };
    }

    /// Where nothing hinders the one current key, it tells which values are its own, and of all
    /// others that they are not.
    private static boolean isTold(KeysAtRandom keys, Fingerprint fingerprint, Sealer sealer) {
        if (keys.current.size() > 1 || !keys.isSound(keys.current.getFirst())) {
            return true;
        }
        return keys.isCurrent(keys.maker(fingerprint))
                ? sealer instanceof Sealer.Current || !keys.isReadable(fingerprint)
                : !(sealer instanceof Sealer.Unresolved);
    }

    private long calls() {
        return kms.count("GenerateDataKeyWithoutPlaintext") + kms.count("ReEncrypt");
    }
}
