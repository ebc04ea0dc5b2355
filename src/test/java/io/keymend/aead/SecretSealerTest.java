package io.keymend.aead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.keymend.aead.SecretSealer.Answer;
import io.keymend.local.SemaphoreLayout;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

final class SecretSealerTest {
    private static final String OLD = SemaphoreLayout.newKey();
    private static final String NEW = SemaphoreLayout.newKey();
    private static final String ELSE = SemaphoreLayout.newKey();
    private static final String MARK = "hunter-two-and-a-half";

    private final List<KeyCandidate> opened = new ArrayList<>();
    private final KeyCandidate old = candidate("the old key", OLD);
    private final SecretSealer sealer = new SecretSealer(candidate("the new key", NEW));

    private KeyCandidate candidate(String name, String key) {
        KeyCandidate candidate = Sealing.candidate(name, Origin.ENVIRONMENT, key);
        opened.add(candidate);
        return candidate;
    }

    @AfterEach
    void close() {
        opened.forEach(KeyCandidate::close);
    }

    private Answer reseal(String secret) {
        return sealer.reseal(Sealing.row(SecretType.STRING, secret), old);
    }

    private static String sealed(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Sealed.class);
        return ((Answer.Sealed) answer).secret();
    }

    /// Made in Go with the nonce that each begins with.
    @ParameterizedTest
    @CsvSource({
        "hHYgPrhQTZYm7UFTvcdNfKJMB3wtAXtJENUButH+DmM=,"
                + " ICEiIyQlJicoKSorxGrNEL4d0QggfhY9BCWTZI/AQH5ekAH5/jSmac5/yiFdSNE=,"
                + " plain-string-secret",
        "hHYgPrhQTZYm7UFTvcdNfKJMB3wtAXtJENUButH+DmM=,"
            + " AAECAwQFBgcICQoLvZv3pOlAJ07VcWCBI26Dr/2u5nE6X+c4/y0huCpPDCuajDRnL0g+p4wFTuAk9jOxwfzIhIYuRA==,"
            + " '{\"login\":\"deploy\",\"password\":\"s3cret!\"}'",
        "MDEyMzQ1Njc4OWFiY2RlZg==,"
            + " QEFCQ0RFRkdISUpLIaaqkwfKND8STix4s0IEYoLnoHZ79UPn3QvoAO+sauY5O7lDopORj3Ji4E9bJEj/kzoVbtjy4g==,"
            + " '{\"login\":\"deploy\",\"password\":\"s3cret!\"}'"
    })
    void withTheNonceOfAKnownValueItSealsThatValue(String key, String secret, String plaintext) {
        byte[] nonce = java.util.Base64.getDecoder().decode(secret);
        byte[] plain = plaintext.getBytes(StandardCharsets.UTF_8);
        assertThat(known(key, nonce).seal(plain, false)).isEqualTo(secret);
        assertThat(known(key, nonce).seal(plain, true))
                .isEqualTo(SemaphoreLayout.keyId(key) + ":" + secret);
        StoredSecret row = Sealing.row(SecretType.STRING, seal(plaintext));
        assertThat(sealed(known(key, nonce).reseal(row, old))).isEqualTo(secret);
    }

    /// A new key each time: Java refuses to use one nonce twice with the same.
    private SecretSealer known(String key, byte[] nonce) {
        return new SecretSealer(candidate("known", key), new Fixed(nonce));
    }

    private static String seal(String plaintext) {
        return SemaphoreLayout.seal(OLD, plaintext);
    }

    /// Draws the same bytes every time.
    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] drawn;

        Fixed(byte[] drawn) {
            this.drawn = drawn;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(drawn, 0, bytes, 0, bytes.length);
        }
    }

    @Test
    void aValueKeepsItsPlaintextAndItsFormWhateverTheyAre() {
        long seed = System.nanoTime() % 1_000_000;
        System.out.println("Sealing again with seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            String from = Sealing.key(random, 16 + 8 * random.nextInt(3));
            String to = Sealing.key(random, 16 + 8 * random.nextInt(3));
            String plaintext = text(random);
            boolean named = random.nextBoolean();
            String stored =
                    named
                            ? SemaphoreLayout.sealWithId(from, plaintext)
                            : SemaphoreLayout.seal(from, plaintext);
            SecretSealer fresh = new SecretSealer(candidate("to", to));
            StoredSecret row = Sealing.row(SecretType.of("ssh"), stored);
            String result = sealed(fresh.reseal(row, candidate("from", from)));
            assertThat(SemaphoreLayout.open(to, result)).as("seed " + seed).isEqualTo(plaintext);
            assertThat(result.indexOf(':')).as("seed " + seed).isEqualTo(named ? 11 : -1);
            assertThat(result).hasSameSizeAs(stored).matches("[-\\w+/:]+={0,2}");
            if (named) {
                assertThat(result).startsWith(SemaphoreLayout.keyId(to));
            }
        }
    }

    private static String text(Random random) {
        int size = random.nextInt(10) == 0 ? 20_000 : random.nextInt(200);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.appendCodePoint(random.nextInt(8) == 0 ? 0x1F511 : 32 + random.nextInt(90));
        }
        return text.toString();
    }

    @Test
    void noNonceIsUsedTwice() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            nonces.add(sealer.seal(new byte[3], false).substring(0, 16));
        }
        assertThat(nonces).hasSize(2_000);
    }

    @Test
    void aValueOfTheNewKeyIsLeftAsItIs() {
        assertThat(reseal(SemaphoreLayout.seal(NEW, MARK))).isEqualTo(new Answer.Already());
        assertThat(reseal(SemaphoreLayout.sealWithId(NEW, MARK))).isEqualTo(new Answer.Already());
    }

    @Test
    void whatTheOldKeyDidNotSealIsLeft() {
        String named = SemaphoreLayout.keyId(OLD) + ":";
        assertThat(reseal(SemaphoreLayout.seal(ELSE, MARK))).isEqualTo(notOpened());
        assertThat(reseal(named + SemaphoreLayout.seal(NEW, MARK))).isEqualTo(notOpened());
        assertThat(reseal(SemaphoreLayout.keyId(NEW) + ":" + seal(MARK))).isEqualTo(notOpened());
        assertThat(reseal("AAAA")).isEqualTo(notOpened());
        assertThat(reseal(SemaphoreLayout.sealWithId(ELSE, MARK)))
                .isEqualTo(new Answer.Left("it names the key " + SemaphoreLayout.keyId(ELSE)));
        assertThat(reseal(MARK)).isEqualTo(new Answer.Left("it is not base64"));
    }

    private static Answer notOpened() {
        return new Answer.Left("its key does not open it");
    }

    @Test
    void whatIsNotSealedHereIsLeft() {
        StoredSecret elsewhere =
                new StoredSecret("1", "n", SecretType.SSH, seal(MARK), "env", false);
        assertThat(sealer.reseal(elsewhere, old))
                .isEqualTo(new Answer.Left("another store holds it"));
        assertThat(reseal("")).isEqualTo(new Answer.Left("it is empty"));
        assertThat(sealer.reseal(StoredSecret.of("1", "n", SecretType.SSH, null), old))
                .isEqualTo(new Answer.Left("it is empty"));
        assertThat(reseal("-----BEGIN KEY-----\n"))
                .isEqualTo(new Answer.Left("it is a private key in clear and not sealed"));
    }

    @Test
    void theSealedOptionMayEndWithALine() {
        StoredSecret option = Sealing.row(SecretType.OPTION, seal(MARK) + "\n");
        assertThat(SemaphoreLayout.open(NEW, sealed(sealer.reseal(option, old)))).isEqualTo(MARK);
    }

    @Test
    void anExpiredRowIsSealedAgainAsAnyOther() {
        StoredSecret row = new StoredSecret("1", "n", SecretType.STRING, seal(MARK), "", true);
        assertThat(SemaphoreLayout.open(NEW, sealed(sealer.reseal(row, old)))).isEqualTo(MARK);
    }

    @Test
    void noPlaintextStaysInAnyArray() {
        assertThat(reseal(seal(MARK))).isInstanceOf(Answer.Sealed.class);
        assertThat(reseal(SemaphoreLayout.seal(NEW, MARK))).isInstanceOf(Answer.Already.class);
        assertThat(reseal(SemaphoreLayout.seal(ELSE, MARK))).isInstanceOf(Answer.Left.class);
        assertThat(sealer.arrays())
                .hasSize(2)
                .allSatisfy(bytes -> assertThat(bytes).containsOnly(0));
    }

    @Test
    void aPlaintextThatIsGivenIsLeftToItsOwner() {
        byte[] plain = MARK.getBytes(StandardCharsets.UTF_8);
        assertThat(SemaphoreLayout.open(NEW, sealer.seal(plain, true))).isEqualTo(MARK);
        assertThat(plain).isEqualTo(MARK.getBytes(StandardCharsets.UTF_8));
        assertThat(sealer.seal(new byte[0], false)).hasSize(40);
    }

    @Test
    void withoutAKeyNothingIsSealed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecretSealer(candidate("no key", "AAAA")))
                .withMessage("nothing can be sealed with no key");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        sealer.reseal(
                                Sealing.row(SecretType.STRING, seal(MARK)),
                                candidate("the same", NEW)))
                .withMessage("both are the same key: the new key");
        close();
        assertThatIllegalStateException()
                .isThrownBy(() -> sealer.seal(new byte[1], false))
                .withMessage("the key the new key was cleared");
    }

    @Test
    void nothingOfAValueIsPrinted() {
        Answer answer = reseal(seal(MARK));
        assertThat(answer.toString()).isEqualTo("Sealed[68 characters]");
        assertThat(sealer).hasToString("SecretSealer[the new key]");
    }
}
