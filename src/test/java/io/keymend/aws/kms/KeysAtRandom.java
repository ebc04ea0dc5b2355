package io.keymend.aws.kms;

import io.keymend.denial.KeyArn;
import io.keymend.localaws.KmsStandIn;
import io.keymend.seal.Fingerprint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// Random keys with random rotations, values sealed by them, and failures, and the truth about who
/// sealed what.
final class KeysAtRandom {
    private static final String HERE = "arn:aws:kms:eu-west-1:111122223333:key/";

    /// What goes wrong with a key when it is asked.
    private enum Failure {
        NONE,
        DISABLED,
        PENDING_IMPORT,
        GONE,
        DENIED,
        QUESTIONS_DENIED,
        OWN_DENIED
    }

    private final KmsStandIn kms;
    private final String role;
    private final Random random;
    private final List<byte[]> blobs = new ArrayList<>();
    private final Map<Fingerprint, KeyArn> makers = new HashMap<>();
    private final Set<Fingerprint> unreadable = new HashSet<>();
    private final Set<KeyArn> sound = new HashSet<>();
    final SealedValues values = new SealedValues();
    final List<KeyArn> current = new ArrayList<>();
    final List<KeyArn> others = new ArrayList<>();

    KeysAtRandom(KmsStandIn kms, String role, Random random) {
        this.kms = kms;
        this.role = role;
        this.random = random;
        times(random.nextInt(6) == 0 ? 2 : 1, () -> current.addAll(onRecord()));
        times(random.nextInt(4), () -> others.addAll(onRecord()));
        times(random.nextInt(3), this::unknown);
        Collections.shuffle(blobs, random);
        for (byte[] blob : blobs) {
            values.add(blob);
        }
    }

    private static void times(int count, Runnable action) {
        for (int i = 0; i < count; i++) {
            action.run();
        }
    }

    /// The key that made it, by one of its names.
    KeyArn maker(Fingerprint fingerprint) {
        return Objects.requireNonNull(makers.get(fingerprint));
    }

    /// Whether the key that made it opens it.
    boolean isReadable(Fingerprint fingerprint) {
        return !unreadable.contains(fingerprint);
    }

    /// Whether nothing goes wrong when this key is asked.
    boolean isSound(KeyArn key) {
        return sound.contains(key);
    }

    boolean isCurrent(KeyArn key) {
        return current.stream().anyMatch(key::sameKeyAs);
    }

    /// How many keys are on record, replicas counted once.
    long keys() {
        List<KeyArn> all = new ArrayList<>(current);
        others.stream().filter(key -> all.stream().noneMatch(key::sameKeyAs)).forEach(all::add);
        return all.size();
    }

    private List<KeyArn> onRecord() {
        KeyArn key = key();
        List<KeyArn> names = new ArrayList<>(List.of(key));
        if (key.multiRegion() && random.nextBoolean()) {
            KeyArn replica = KeyArn.of(kms.replicate(key.toString(), "us-east-1"));
            names.add(random.nextInt(2), replica);
        }
        names.forEach(this::letAsk);
        names.forEach(this::fail);
        return names;
    }

    private void unknown() {
        key();
    }

    /// A key and values of some of its materials.
    private KeyArn key() {
        boolean everywhere = random.nextInt(4) == 0;
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        KeyArn key = KeyArn.of(HERE + (everywhere ? "mrk-" + id.replace("-", "") : id));
        if (everywhere) {
            kms.createMultiRegionKey(key.toString());
        } else {
            kms.createKey(key.toString());
        }
        times(
                1 + random.nextInt(5),
                () -> {
                    if (random.nextInt(4) > 0) {
                        blobs.add(blob(key));
                    }
                    kms.rotate(key.toString());
                });
        if (random.nextBoolean()) {
            blobs.add(blob(key));
        }
        return key;
    }

    private byte[] blob(KeyArn key) {
        boolean context = random.nextInt(6) == 0;
        boolean damaged = random.nextInt(8) == 0;
        byte[] blob =
                kms.seal(
                        key.toString(),
                        "secret".getBytes(StandardCharsets.UTF_8),
                        context ? Map.of("a", "b") : Map.of());
        if (damaged) {
            blob[blob.length - 1] ^= 1;
        }
        Fingerprint fingerprint = Fingerprint.at(kms.fingerprint(key.toString()), 0);
        makers.put(fingerprint, key);
        if (context || damaged) {
            unreadable.add(fingerprint);
        }
        return blob;
    }

    private void letAsk(KeyArn key) {
        kms.allow(role, key.toString());
    }

    private void fail(KeyArn key) {
        Failure[] all = Failure.values();
        String arn = key.toString();
        switch (random.nextInt(3) == 0 ? all[random.nextInt(all.length)] : Failure.NONE) {
            case NONE -> sound.add(key);
            case DISABLED -> kms.disable(arn);
            case PENDING_IMPORT -> kms.pendingImport(arn);
            case GONE -> kms.finishDeletion(arn);
            case DENIED -> kms.deny(role, arn);
            case QUESTIONS_DENIED -> kms.explicitDeny(role, arn, "kms:ReEncrypt*");
            case OWN_DENIED -> kms.explicitDeny(role, arn, "kms:GenerateDataKeyWithoutPlaintext");
        }
    }
}
