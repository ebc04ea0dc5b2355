package io.keymend.aead;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

final class SecretReaderTest {
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
    private static final Random RANDOM = new Random(SEED);
    private static final String KEY = Sealing.key(RANDOM, 32);
    private static final String SEALED = Sealing.seal(RANDOM, KEY, Sealing.LOGIN);

    private static Outcome read(SecretType type, String secret, String... keys) {
        return read(Sealing.row(type, secret), keys);
    }

    private static Outcome read(StoredSecret row, String... keys) {
        List<KeyCandidate> inUse =
                Stream.of(keys)
                        .map(key -> Sealing.candidate("the key", Origin.ENVIRONMENT, key))
                        .toList();
        try (Keyring ring = Keyring.of(inUse)) {
            return new SecretReader(ring).read(row);
        }
    }

    private static String said(Outcome outcome) {
        return outcome.step() + ": " + Wording.go(outcome);
    }

    @Test
    void anySizeOfAesKeyOpensAnySizeOfText() {
        System.out.println("sealing at random, seed " + SEED);
        for (int i = 0; i < 2_000; i++) {
            String key = Sealing.key(RANDOM, 16 + 8 * RANDOM.nextInt(3));
            byte[] text = Sealing.bytes(RANDOM, RANDOM.nextInt(600));
            String secret = Sealing.base64(Sealing.blob(RANDOM, key, text));
            assertThat(read(SecretType.STRING, secret, key))
                    .as("seed " + SEED + ", value " + i)
                    .isEqualTo(new Outcome.Opened(true, new Content.Text(text.length == 0)));
        }
    }

    @Test
    void whatSemaphoreWritesHasAllItsFields() {
        assertThat(read(SecretType.LOGIN_PASSWORD, SEALED, KEY))
                .isEqualTo(new Outcome.Opened(true, new Content.Fields(List.of(), List.of())));
    }

    @Test
    void anotherTypesFieldsAreMissing() {
        Outcome outcome = read(SecretType.SSH, SEALED, KEY);
        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Opened(
                                true,
                                new Content.Fields(
                                        List.of("passphrase", "private_key"), List.of())));
        assertThat(said(outcome)).isEqualTo("JSON_MISSING_FIELD: ");
        assertThat(Wording.logged(outcome, Sealing.row(SecretType.SSH, SEALED))).isEmpty();
    }

    @Test
    void anEmptyPasswordIsThereAndEmpty() {
        String secret = Sealing.seal(RANDOM, KEY, "{\"login\":\"a\",\"password\":\"\"}");
        assertThat(read(SecretType.LOGIN_PASSWORD, secret, KEY))
                .isEqualTo(
                        new Outcome.Opened(
                                true, new Content.Fields(List.of(), List.of("password"))));
    }

    @Test
    void aRowKeptElsewhereIsNotLookedAt() {
        StoredSecret row = new StoredSecret("1", "n", SecretType.SSH, "???", "vault", true);
        assertThat(read(row, "no key")).isEqualTo(new Outcome.External("vault"));
    }

    @Test
    void anEmptyColumnComesBeforeItsExpiry() {
        assertThat(read(new StoredSecret("1", "n", SecretType.SSH, null, "", true), KEY))
                .isEqualTo(new Outcome.Empty());
        assertThat(read(new StoredSecret("1", "n", SecretType.SSH, "", "", true), KEY))
                .isEqualTo(new Outcome.Empty());
        assertThat(read(new StoredSecret("1", "n", SecretType.SSH, "x\n", "", true), KEY))
                .isEqualTo(new Outcome.Expired());
    }

    @Test
    void aLineFeedAtTheEndMeansAPrivateKeyInClear() {
        assertThat(said(read(SecretType.SSH, "-----BEGIN\n", "no key")))
                .isEqualTo("LEGACY_PLAINTEXT: ");
        assertThat(said(read(SecretType.LOGIN_PASSWORD, SEALED + "\n", KEY)))
                .isEqualTo("LEGACY_PLAINTEXT: invalid access key type");
        assertThat(said(read(SecretType.OPTION, SEALED + "\n", KEY))).isEqualTo("OK: ");
        assertThat(said(read(SecretType.STRING, SEALED + "\r", KEY))).isEqualTo("OK: ");
    }

    @Test
    void theCiphertextIsDecodedBeforeTheKey() {
        assertThat(said(read(SecretType.STRING, "*", "*")))
                .isEqualTo("CIPHERTEXT_BASE64: illegal base64 data at input byte 0");
        assertThat(said(read(SecretType.STRING, "AAAA", " ")))
                .isEqualTo("KEY_BASE64: illegal base64 data at input byte 0");
        assertThat(said(read(SecretType.STRING, "AAAA", "AAAA")))
                .isEqualTo("KEY_LENGTH: crypto/aes: invalid key size 3");
        assertThat(said(read(SecretType.STRING, "AAAA", "\r\n")))
                .isEqualTo("KEY_LENGTH: crypto/aes: invalid key size 0");
        assertThat(said(read(SecretType.STRING, "AAAA", KEY)))
                .isEqualTo("CIPHERTEXT_TOO_SHORT: ciphertext too short");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 17, 23, 25, 31, 33, 48, 64})
    void aKeyOfAnotherSizeIsRefusedByIt(int bytes) {
        assertThat(said(read(SecretType.STRING, SEALED, Sealing.key(RANDOM, bytes))))
                .isEqualTo("KEY_LENGTH: crypto/aes: invalid key size " + bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "0, CIPHERTEXT_TOO_SHORT, false",
        "11, CIPHERTEXT_TOO_SHORT, false",
        "12, GCM_AUTH, true",
        "27, GCM_AUTH, true",
        "28, GCM_AUTH, false"
    })
    void theSizeDecidesHowAShortValueFails(int bytes, Step step, boolean truncated) {
        String secret = bytes == 0 ? "\r" : Sealing.base64(new byte[bytes]);
        Outcome outcome = read(SecretType.STRING, secret, KEY);
        assertThat(outcome.step()).isEqualTo(step);
        assertThat(outcome instanceof Outcome.Refused refused && refused.isTruncated())
                .isEqualTo(truncated);
    }

    @Test
    void everyBitCounts() {
        byte[] blob = Sealing.blob(RANDOM, KEY, Sealing.LOGIN.getBytes(StandardCharsets.UTF_8));
        for (int bit = 0; bit < 8 * blob.length; bit++) {
            byte[] changed = blob.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(read(SecretType.LOGIN_PASSWORD, Sealing.base64(changed), KEY))
                    .isEqualTo(new Outcome.Refused(blob.length));
        }
    }

    @Test
    void everyPlaceOfAForeignCharacterIsTold() {
        String whole = Sealing.seal(RANDOM, KEY, "ab");
        for (int i = 0; i < whole.length(); i++) {
            for (String foreign : List.of(" ", "\"", "-", "é", "€", "\uD83D\uDE00", "\u0141")) {
                String secret = whole.substring(0, i) + foreign + whole.substring(i + 1);
                assertThat(read(SecretType.STRING, secret, KEY))
                        .isEqualTo(new Outcome.CiphertextNotBase64(i));
            }
        }
    }

    @Test
    void aKeyIdChoosesTheKey() {
        String other = Sealing.key(RANDOM, 16);
        String secret = id(KEY) + ":" + SEALED;
        assertThat(said(read(SecretType.LOGIN_PASSWORD, secret, other, KEY))).isEqualTo("OK: ");
        Outcome unknown = read(SecretType.LOGIN_PASSWORD, secret, other);
        assertThat(unknown).isEqualTo(new Outcome.UnknownKeyId(id(KEY)));
        assertThat(Wording.logged(unknown, Sealing.row(SecretType.SSH, secret)))
                .containsExactly(
                        "illegal base64 data at input byte 11",
                        "encryption key id \""
                                + id(KEY)
                                + "\" not found in keyset (the key encrypting this value is"
                                + " missing)");
        assertThat(read(SecretType.LOGIN_PASSWORD, id(other) + ":" + SEALED, KEY, other))
                .as("only the key it names is tried")
                .isInstanceOf(Outcome.Refused.class);
        assertThat(read(SecretType.LOGIN_PASSWORD, secret)).isEqualTo(unknown);
    }

    @Test
    void anOffsetBehindAKeyIdIsCountedFromTheValue() {
        assertThat(read(SecretType.STRING, id(KEY) + ":AA-A", KEY))
                .isEqualTo(new Outcome.CiphertextNotBase64(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcdefghij:AAAA", "abcdefghijkl:AAAA", "abcdefghi+k:AAAA", ":AAAA"})
    void whatIsNoKeyIdIsPartOfTheValue(String secret) {
        assertThat(read(SecretType.STRING, secret, KEY))
                .isInstanceOf(Outcome.CiphertextNotBase64.class);
    }

    @Test
    void severalKeysAreTriedAndTheLastErrorIsTold() {
        String other = Sealing.key(RANDOM, 32);
        assertThat(said(read(SecretType.LOGIN_PASSWORD, SEALED, "*", other, KEY)))
                .isEqualTo("OK: ");
        assertThat(said(read(SecretType.LOGIN_PASSWORD, SEALED, other, "A*")))
                .isEqualTo("KEY_BASE64: illegal base64 data at input byte 1");
        assertThat(said(read(SecretType.LOGIN_PASSWORD, SEALED, "", KEY)))
                .as("an empty key is none")
                .isEqualTo("OK: ");
    }

    @Test
    void withoutAKeyNothingButBase64IsUndone() {
        String plain = Sealing.plain(Sealing.LOGIN);
        assertThat(said(read(SecretType.LOGIN_PASSWORD, plain, "")))
                .isEqualTo("NO_KEY_PASSTHROUGH: ");
        assertThat(said(read(SecretType.STRING, SEALED, ""))).isEqualTo("NO_KEY_PASSTHROUGH: ");
        Outcome garbage = read(SecretType.LOGIN_PASSWORD, SEALED);
        assertThat(garbage.step()).isEqualTo(Step.JSON_SYNTAX);
        assertThat(Wording.logged(garbage, Sealing.row(SecretType.LOGIN_PASSWORD, SEALED)))
                .containsExactly("secret must be valid json in key 'deploy key'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json|JSON_SYNTAX|invalid character 'o' in literal null (expecting 'u')|2",
                "{\"login\":1}|JSON_TYPE|json: cannot unmarshal number into Go struct field"
                        + " LoginPassword.login of type string|10",
                "[1]|JSON_TYPE|json: cannot unmarshal array into Go value of type"
                        + " db.LoginPassword|1",
                "{} x|JSON_SYNTAX|invalid character 'x' after top-level value|4",
                "''|JSON_SYNTAX|unexpected end of JSON input|0",
                "null|JSON_MISSING_FIELD|''|",
                "{\"LOGIN\":\"a\",\"paſſword\":\"b\",\"x\":[1]}|OK|''|"
            })
    void theContentIsReadAsGoReadsIt(String text, Step step, String message, Integer offset) {
        Outcome outcome = read(SecretType.LOGIN_PASSWORD, Sealing.seal(RANDOM, KEY, text), KEY);
        assertThat(outcome.step()).isEqualTo(step);
        assertThat(Wording.go(outcome)).isEqualTo(message);
        if (offset == null) {
            assertThat(Wording.offset(outcome)).isEmpty();
        } else {
            assertThat(Wording.offset(outcome)).hasValue(offset);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "none", "token", "", "SSH"})
    void typesWithoutJsonTakeAnyBytes(String type) {
        String secret = Sealing.base64(Sealing.blob(RANDOM, KEY, new byte[] {-1, 0, '{'}));
        assertThat(said(read(SecretType.of(type), secret, KEY))).isEqualTo("OK: ");
    }

    @Test
    void nothingIsLeftOnTheBench() {
        try (Keyring ring = Keyring.of(List.of(Sealing.candidate("k", Origin.ENVIRONMENT, KEY)))) {
            SecretReader reader = new SecretReader(ring);
            reader.begin(Sealing.row(SecretType.LOGIN_PASSWORD, SEALED));
            assertThat(new String(reader.bench().plain(), StandardCharsets.UTF_8))
                    .contains(Sealing.LOGIN);
            for (String secret : List.of(SEALED, Sealing.plain(Sealing.LOGIN), "AAAA*")) {
                reader.read(Sealing.row(SecretType.LOGIN_PASSWORD, secret));
                assertThat(isClear(reader.bench().plain())).isTrue();
                assertThat(isClear(reader.bench().blob())).isTrue();
            }
        }
    }

    @Test
    void anArrayThatGrowsLeavesNothingInTheOldOne() {
        try (Keyring ring = Keyring.of(List.of(Sealing.candidate("k", Origin.ENVIRONMENT, KEY)))) {
            SecretReader reader = new SecretReader(ring);
            reader.begin(Sealing.row(SecretType.LOGIN_PASSWORD, SEALED));
            byte[] small = reader.bench().plain();
            reader.begin(Sealing.row(SecretType.STRING, Sealing.plain("x".repeat(1_000))));
            assertThat(reader.bench().plain()).isNotSameAs(small);
            assertThat(isClear(small)).isTrue();
        }
    }

    private static boolean isClear(byte[] bytes) {
        return Arrays.equals(bytes, new byte[bytes.length]);
    }

    private static String id(String key) {
        try (KeyCandidate candidate = Sealing.candidate("k", Origin.KEPT, key)) {
            return candidate.ref().keyId();
        }
    }
}
