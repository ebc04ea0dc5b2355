package io.keymend.aead;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Changed and chance secrets and keys: nothing throws, and no offset is beyond the text.
///
/// `-Dfuzz=10000000` tries so many; `-Dfuzz.seed=N` repeats a run.
final class AeadFuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz", 200_000);
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final List<SecretType> TYPES = List.of(SecretType.values());
    private static final List<String> ODD =
            List.of("\n", "\r", "=", "==", " ", "\"", "-", "_", ":", "é", "\ud800", "\u0141", "{");

    @Test
    void nothingThrows() {
        System.out.println("fuzzing " + INPUTS + " secrets, seed " + SEED);
        Random random = new Random(SEED);
        for (int done = 0; done < INPUTS; ) {
            String key = Sealing.key(random, 16 + 8 * random.nextInt(3));
            try (Keyring ring = ring(random, key)) {
                TableDoctor doctor = new TableDoctor(ring);
                for (int i = 0; i < 500; i++, done++) {
                    diagnose(doctor, random, key, done);
                }
                doctor.conclusion();
            }
        }
    }

    private static void diagnose(TableDoctor doctor, Random random, String key, int number) {
        SecretType type = TYPES.get(random.nextInt(TYPES.size()));
        StoredSecret row =
                new StoredSecret(
                        "1",
                        "n",
                        type,
                        random.nextInt(50) == 0 ? null : secret(random, key),
                        random.nextInt(50) == 0 ? "vault" : "",
                        random.nextInt(50) == 0);
        try {
            RowDiagnosis diagnosis = doctor.diagnose(row);
            Wording.logged(diagnosis.now(), row);
            int offset = Wording.offset(diagnosis.now()).orElse(0);
            if (offset < 0 || offset > 2_000) {
                throw new IllegalStateException("offset " + offset);
            }
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + SEED + ", input " + number, e);
        }
    }

    private static Keyring ring(Random random, String key) {
        List<KeyCandidate> inUse = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String text = random.nextBoolean() ? key : changed(random, key);
            inUse.add(Sealing.candidate("in use " + i, Origin.ENVIRONMENT, text));
        }
        return random.nextBoolean()
                ? Keyring.of(inUse)
                : Keyring.of(
                        inUse,
                        List.of(Sealing.candidate("known", Origin.KEPT, changed(random, key))));
    }

    private static String secret(Random random, String key) {
        byte[] text = content(random);
        String stored =
                switch (random.nextInt(3)) {
                    case 0 -> Sealing.base64(text);
                    case 1 -> Sealing.base64(Sealing.bytes(random, random.nextInt(60)));
                    default -> Sealing.base64(Sealing.blob(random, key, text));
                };
        String prefixed = random.nextInt(5) == 0 ? "abcdefghi_-:" + stored : stored;
        return random.nextBoolean() ? prefixed : changed(random, prefixed);
    }

    private static byte[] content(Random random) {
        String json = random.nextInt(4) == 0 ? "" : Sealing.LOGIN;
        String text = random.nextBoolean() ? json : changed(random, json);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String changed(Random random, String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(changed.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> changed.setLength(at);
                case 1 -> changed.insert(at, (char) random.nextInt(0x250));
                case 2 -> changed.delete(at, Math.min(changed.length(), at + 3));
                default -> changed.insert(at, ODD.get(random.nextInt(ODD.size())));
            }
        }
        return changed.toString();
    }
}
