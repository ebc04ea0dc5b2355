package io.keymend.aead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

final class KeyCandidateTest {
    private static final String KEY = Sealing.key(new Random(1), 32);
    private static final String SEALED = Sealing.seal(new Random(2), KEY, Sealing.LOGIN);

    @ParameterizedTest
    @CsvSource({
        "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=, cs1uhCLEB_s",
        "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=, dYd7tB05O18",
        "MDEyMzQ1Njc4OWFiY2RlZg==, n59REfeyeng"
    })
    void theIdIsOfTheKeysBytes(String key, String id) {
        try (KeyCandidate candidate = Sealing.candidate("k", Origin.KEPT, key + "\n")) {
            assertThat(candidate.ref().keyId()).isEqualTo(id);
        }
    }

    @Test
    void whatIsNoBase64HasNoId() {
        for (String text : List.of("", "*", "\r\n")) {
            try (KeyCandidate candidate = Sealing.candidate("k", Origin.KEPT, text)) {
                assertThat(candidate.ref().keyId()).isEmpty();
                assertThat(candidate.isUsable()).isFalse();
                assertThat(candidate.isNotSet()).isEqualTo(text.isEmpty());
            }
        }
    }

    @Test
    void closingClearsTheTextAndTheKey() {
        KeyCandidate candidate = Sealing.candidate("k", Origin.ENVIRONMENT, KEY);
        byte[] text = candidate.text();
        byte[] key = candidate.key();
        assertThat(Sealing.base64(key)).isEqualTo(KEY);
        candidate.close();
        assertThat(text).isEqualTo(new byte[44]);
        assertThat(key).isEqualTo(new byte[32]);
        assertThat(candidate.isUsable()).isFalse();
        assertThatThrownBy(candidate::material)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the key k was cleared");
    }

    @Test
    void theCallersArrayIsTheOneThatIsCleared() {
        byte[] text = KEY.getBytes(StandardCharsets.US_ASCII);
        KeyCandidate.of("k", Origin.ENVIRONMENT, text).close();
        assertThat(text).isEqualTo(new byte[44]);
    }

    @Test
    void theCiphersForgetTheKeyToo() {
        ClearableKey key = new ClearableKey(Base64.getDecoder().decode(KEY));
        AesGcm cipher = new AesGcm(key);
        byte[] blob = Base64.getDecoder().decode(SEALED);
        assertThat(cipher.open(blob, blob.length, new byte[blob.length])).isPositive();
        cipher.close();
        assertThat(key.isDestroyed()).isTrue();
        assertThat(key.getEncoded()).isEqualTo(new byte[32]);
        assertThat(cipher.open(blob, blob.length, new byte[blob.length])).isNegative();
        byte[] start = "{\"login\":\"".getBytes(StandardCharsets.US_ASCII);
        assertThat(cipher.begins(blob, blob.length, start)).isFalse();
    }

    @Test
    void aRingClearsEveryKeyItMade() {
        KeyCandidate inUse = Sealing.candidate("in use", Origin.ENVIRONMENT, "\"" + KEY + "\"");
        KeyCandidate known = Sealing.candidate("known", Origin.KEPT, KEY);
        Keyring ring = Keyring.of(List.of(inUse), List.of(known));
        List<KeyCandidate> others = ring.others();
        List<byte[]> arrays = others.stream().flatMap(k -> Stream.of(k.text(), k.key())).toList();
        assertThat(arrays).hasSizeGreaterThan(10).noneMatch(KeyCandidateTest::isClear);
        ring.close();
        assertThat(arrays).allMatch(KeyCandidateTest::isClear);
        assertThat(isClear(inUse.text()) && isClear(known.key())).isTrue();
    }

    @Test
    void ofTwoThatOpenTheSameTheFirstIsKept() {
        KeyCandidate inUse = Sealing.candidate("in use", Origin.ENVIRONMENT, KEY);
        try (Keyring ring =
                Keyring.of(
                        List.of(inUse),
                        List.of(
                                Sealing.candidate("again", Origin.KEPT, KEY + "\n"),
                                Sealing.candidate("no key", Origin.KEPT, "AAAA")))) {
            assertThat(ring.refsInUse()).extracting(KeyRef::name).containsExactly("in use");
            assertThat(ring.refsOfOthers()).extracting(KeyRef::origin).containsOnly(Origin.PUBLIC);
        }
    }

    @Test
    void everyPublishedKeyIsOneAndKnownByItsId() {
        List<KeyCandidate> published = PublicKeys.candidates();
        assertThat(published).hasSize(7).allMatch(KeyCandidate::isUsable);
        assertThat(published).allMatch(key -> key.ref().published());
        published.forEach(KeyCandidate::close);
    }

    /// Looks for whole secrets and for pieces of them, in text and in hex.
    @Test
    void nothingPrintsAKeyOrAValue() {
        String plain = Sealing.plain(Sealing.LOGIN);
        String garbage = Sealing.seal(new Random(3), KEY, "zq");
        try (Keyring ring =
                Keyring.of(
                        List.of(Sealing.candidate("in use", Origin.ENVIRONMENT, "'" + KEY)),
                        List.of(Sealing.candidate("known", Origin.KEPT, KEY)))) {
            TableDoctor doctor = new TableDoctor(ring);
            StringBuilder said = new StringBuilder();
            for (String secret : List.of(SEALED, plain, garbage, SEALED + "*")) {
                StoredSecret row = Sealing.row(SecretType.LOGIN_PASSWORD, secret);
                RowDiagnosis diagnosis = doctor.diagnose(row);
                said.append(row).append(diagnosis);
                said.append(new SecretReader(ring).read(row));
            }
            said.append(doctor.count()).append(doctor.conclusion()).append(ring);
            ring.others().forEach(key -> said.append(key).append(key.ref()).append(key.material()));
            said.append(JsonScanner.check(new byte[] {'z'}, 1)).append(KeyText.copyOf(key(KEY)));
            said.append(new Outcome.NotJson(true, "invalid character 'z'", 1));
            assertThat(said.toString())
                    .contains("in use", "known", "offset=1")
                    .doesNotContain(
                            KEY.substring(0, 8),
                            KEY.substring(30),
                            SEALED.substring(0, 8),
                            SEALED.substring(60),
                            plain.substring(0, 8),
                            "deploy\"",
                            "hunter",
                            "'z'",
                            "[B@",
                            Arrays.toString(key(KEY)).substring(1, 12));
        }
    }

    private static byte[] key(String text) {
        return Base64.getDecoder().decode(text);
    }

    private static boolean isClear(byte[] bytes) {
        return Arrays.equals(bytes, new byte[bytes.length]);
    }
}
