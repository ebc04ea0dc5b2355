package io.keymend.aead;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Tables as broken moves leave them, each with what it means.
final class TableDoctorTest {
    private static final Random RANDOM = new Random(11);
    private static final String OLD = Sealing.key(RANDOM, 32);
    private static final String NEW = Sealing.key(RANDOM, 32);
    private static final String PUBLISHED = "cFcXI5qHzCDqtS4xCnblOACuNu5AmKHkvxK7abwR8Eg=";

    private final List<KeyCandidate> inUse = new ArrayList<>();
    private final List<KeyCandidate> known = new ArrayList<>();
    private final List<RowDiagnosis> rows = new ArrayList<>();

    private TableDoctorTest uses(Origin origin, String text) {
        inUse.add(Sealing.candidate("the " + origin + " key", origin, text));
        return this;
    }

    private TableDoctorTest knows(String name, Origin origin, String text) {
        known.add(Sealing.candidate(name, origin, text));
        return this;
    }

    private TableCount count = new Tally().count();

    private Conclusion concludes(String... secrets) {
        List<StoredSecret> table = new ArrayList<>();
        for (String secret : secrets) {
            table.add(Sealing.row(SecretType.LOGIN_PASSWORD, secret));
        }
        return concludes(table);
    }

    private Conclusion concludes(List<StoredSecret> table) {
        try (Keyring ring = Keyring.of(inUse, known)) {
            TableDoctor doctor = new TableDoctor(ring);
            table.forEach(row -> rows.add(doctor.diagnose(row)));
            count = doctor.count();
            return doctor.conclusion();
        }
    }

    private static String sealed(String key) {
        return Sealing.seal(RANDOM, key, Sealing.LOGIN);
    }

    private static String id(String key) {
        try (KeyCandidate candidate = Sealing.candidate("k", Origin.KEPT, key)) {
            return candidate.ref().keyId();
        }
    }

    @Test
    void everythingIsFine() {
        uses(Origin.ENVIRONMENT, NEW);
        assertThat(concludes(sealed(NEW), id(NEW) + ":" + sealed(NEW)))
                .isEqualTo(new Conclusion.Fine(2, 0));
        assertThat(count.steps()).isEqualTo(Map.of(Step.OK, 2L));
        assertThat(count.published()).isEmpty();
    }

    @Test
    void aTableWithoutAKeyAskedSaysSo() {
        uses(Origin.ENVIRONMENT, NEW);
        StoredSecret external = new StoredSecret("1", "n", SecretType.SSH, "x", "vault", false);
        StoredSecret empty = StoredSecret.of("2", "n", SecretType.NONE, null);
        StoredSecret clear = StoredSecret.of("3", "n", SecretType.SSH, "-----BEGIN\n");
        assertThat(concludes(List.of(external, empty, clear)))
                .isEqualTo(new Conclusion.NothingSealed());
        assertThat(count.noKeyAsked()).isEqualTo(3);
        assertThat(count.steps())
                .containsOnlyKeys(Step.EXTERNAL, Step.EMPTY, Step.LEGACY_PLAINTEXT);
    }

    @Test
    void contentOfAnotherShapeIsCounted() {
        uses(Origin.ENVIRONMENT, NEW);
        assertThat(concludes(Sealing.seal(RANDOM, NEW, "{"), Sealing.seal(RANDOM, NEW, "1")))
                .isEqualTo(new Conclusion.Fine(2, 2));
    }

    @Test
    void theConfigFilesKeyIsADecoy() {
        uses(Origin.CONFIG_FILE, NEW).knows("the variable", Origin.ENVIRONMENT, OLD);
        assertThat(concludes(sealed(OLD), sealed(OLD)))
                .isInstanceOfSatisfying(
                        Conclusion.WrongKey.class,
                        wrong -> {
                            assertThat(wrong.right().name()).isEqualTo("the variable");
                            assertThat(wrong.difference()).isEqualTo(Difference.DECOY);
                            assertThat(wrong.rows()).isEqualTo(2);
                            assertThat(wrong.rest()).isZero();
                        });
    }

    @Test
    void anEmptyVariableSwitchedSealingOff() {
        uses(Origin.ENVIRONMENT, "").knows("config.json", Origin.CONFIG_FILE, OLD);
        assertThat(concludes(sealed(OLD)))
                .isInstanceOfSatisfying(
                        Conclusion.WrongKey.class,
                        wrong -> {
                            assertThat(wrong.right().name()).isEqualTo("config.json");
                            assertThat(wrong.difference()).isEqualTo(Difference.NOT_SET);
                        });
        assertThat(rows.getFirst().now().step()).isEqualTo(Step.JSON_SYNTAX);
    }

    @Test
    void aSealedStringThatPassesForTextWithoutAKeyIsFound() {
        uses(Origin.ENVIRONMENT, "").knows("config.json", Origin.CONFIG_FILE, OLD);
        String secret = Sealing.seal(RANDOM, OLD, "token");
        assertThat(concludes(List.of(Sealing.row(SecretType.STRING, secret))))
                .isInstanceOf(Conclusion.WrongKey.class);
        assertThat(rows.getFirst().now().step()).isEqualTo(Step.NO_KEY_PASSTHROUGH);
    }

    @Test
    void withoutAKeyWhatWasWrittenSoIsFine() {
        StoredSecret text = Sealing.row(SecretType.STRING, Sealing.plain("tökén\r\n"));
        StoredSecret json = Sealing.row(SecretType.LOGIN_PASSWORD, Sealing.plain(Sealing.LOGIN));
        assertThat(concludes(List.of(text, json))).isEqualTo(new Conclusion.Fine(2, 0));
        assertThat(count.asWritten()).isEqualTo(2);
    }

    @Test
    void theKeyWasRegeneratedAndThePreviousVersionIsKept() {
        uses(Origin.ENVIRONMENT, NEW).knows("the AWSPREVIOUS version", Origin.KEPT, OLD);
        assertThat(concludes(sealed(OLD), sealed(OLD), "*"))
                .isInstanceOfSatisfying(
                        Conclusion.WrongKey.class,
                        wrong -> {
                            assertThat(wrong.right().name()).isEqualTo("the AWSPREVIOUS version");
                            assertThat(wrong.difference()).isEqualTo(Difference.REPLACED);
                            assertThat(wrong.rest()).isEqualTo(1);
                        });
    }

    @Test
    void theKeyWasRegeneratedAndIsGone() {
        uses(Origin.ENVIRONMENT, NEW);
        assertThat(concludes(sealed(OLD), id(OLD) + ":" + sealed(OLD)))
                .isEqualTo(new Conclusion.KeyLost(Set.of(id(OLD)), 2, KeyUse.SET));
        assertThat(rows)
                .extracting(RowDiagnosis::cause)
                .containsExactly(new Cause.Unopened(""), new Cause.Unopened(id(OLD)));
    }

    @Test
    void theKeyInUseWasMiswritten() {
        for (String text : List.of(OLD + "'", OLD.substring(0, 43), Sealing.plain(OLD))) {
            inUse.clear();
            uses(Origin.CONFIG_FILE, text);
            assertThat(concludes(sealed(OLD)))
                    .as("a key of " + text.length() + " characters")
                    .isInstanceOfSatisfying(
                            Conclusion.WrongKey.class,
                            wrong ->
                                    assertThat(wrong.difference())
                                            .isEqualTo(Difference.MISWRITTEN));
        }
    }

    @Test
    void thirtyTwoRawCharactersAreAKeyOfAnotherSize() {
        String raw = "qndHIZHsdC9JTCA4DVMbziDav6QM11HB";
        uses(Origin.ENVIRONMENT, raw);
        assertThat(concludes(sealed(Sealing.plain(raw))))
                .isInstanceOfSatisfying(
                        Conclusion.WrongKey.class,
                        wrong -> {
                            assertThat(wrong.difference()).isEqualTo(Difference.MISWRITTEN);
                            assertThat(wrong.right().name())
                                    .endsWith("its 32 characters taken for the key itself");
                        });
        assertThat(rows.getFirst().now()).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void whatIsNoKeyHidesAnother() {
        uses(Origin.ENVIRONMENT, "AAAA").knows("kept", Origin.KEPT, OLD);
        assertThat(concludes(sealed(OLD)))
                .isInstanceOfSatisfying(
                        Conclusion.WrongKey.class,
                        wrong -> assertThat(wrong.difference()).isEqualTo(Difference.UNUSABLE));
    }

    @Test
    void aPublicKeyIsAFindingWhetherInUseOrNot() {
        uses(Origin.ENVIRONMENT, NEW);
        assertThat(concludes(sealed(PUBLISHED))).isInstanceOf(Conclusion.WrongKey.class);
        assertThat(count.published()).hasSize(1);
        inUse.clear();
        uses(Origin.ENVIRONMENT, PUBLISHED);
        assertThat(concludes(sealed(PUBLISHED))).isEqualTo(new Conclusion.Fine(1, 0));
        assertThat(count.published())
                .singleElement()
                .satisfies(share -> assertThat(share.key().published()).isTrue());
    }

    @Test
    void aRekeyStoppedHalfWay() {
        uses(Origin.ENVIRONMENT, NEW).knows("before", Origin.KEPT, OLD);
        assertThat(concludes(sealed(NEW), sealed(OLD), sealed(OLD), sealed(NEW), sealed(OLD)))
                .isInstanceOfSatisfying(
                        Conclusion.HalfRekeyed.class,
                        half -> {
                            assertThat(half.fine()).isEqualTo(2);
                            assertThat(half.others())
                                    .singleElement()
                                    .satisfies(share -> {
                                        assertThat(share.key().name()).isEqualTo("before");
                                        assertThat(share.rows()).isEqualTo(3);
                                    });
                        });
        assertThat(rows.get(1).cause())
                .isInstanceOfSatisfying(
                        Cause.OtherKey.class,
                        cause -> assertThat(cause.key().name()).isEqualTo("before"));
    }

    @Test
    void twoFormerKeysAreAHalfDoneRekeyToo() {
        String older = Sealing.key(RANDOM, 16);
        uses(Origin.ENVIRONMENT, NEW)
                .knows("before", Origin.KEPT, OLD)
                .knows("long before", Origin.KEPT, older);
        assertThat(concludes(sealed(older), sealed(OLD), sealed(OLD), sealed(older), sealed(OLD)))
                .isInstanceOfSatisfying(
                        Conclusion.HalfRekeyed.class,
                        half ->
                                assertThat(half.others())
                                        .extracting(KeyShare::rows)
                                        .containsExactly(3L, 2L));
    }

    @Test
    void aKeyIdFindsTheKeyAmongTheOthers() {
        uses(Origin.ENVIRONMENT, NEW).knows("before", Origin.KEPT, OLD);
        concludes(id(OLD) + ":" + sealed(OLD), id(OLD) + ":" + sealed(NEW));
        assertThat(rows.get(0).cause()).isInstanceOf(Cause.OtherKey.class);
        assertThat(rows.get(1).cause())
                .as("the key it names does not open it")
                .isInstanceOf(Cause.DamagedUnder.class);
    }

    @Test
    void rowsWrittenWithoutAKeyAreTold() {
        uses(Origin.ENVIRONMENT, NEW);
        String plain = Sealing.plain(Sealing.LOGIN);
        StoredSecret brief = Sealing.row(SecretType.STRING, Sealing.plain("abc"));
        List<StoredSecret> table =
                List.of(
                        Sealing.row(SecretType.LOGIN_PASSWORD, plain),
                        Sealing.row(SecretType.LOGIN_PASSWORD, sealed(NEW)),
                        brief);
        assertThat(concludes(table)).isEqualTo(new Conclusion.WrittenUnencrypted(2, 1, 0));
        assertThat(rows.getLast().now().step()).isEqualTo(Step.CIPHERTEXT_TOO_SHORT);
    }

    @Test
    void aFlippedBitIsDamageUnderTheRightKey() {
        uses(Origin.ENVIRONMENT, NEW);
        byte[] blob = Sealing.blob(RANDOM, NEW, Sealing.LOGIN.getBytes(StandardCharsets.UTF_8));
        blob[blob.length - 20] ^= 4;
        byte[] nonce = blob.clone();
        nonce[0] ^= 1;
        assertThat(
                        concludes(
                                sealed(NEW),
                                Sealing.base64(blob),
                                Sealing.base64(nonce),
                                "AAAA",
                                sealed(NEW) + "*"))
                .isEqualTo(new Conclusion.RowsUnopened(1, 3, 1, Set.of()));
        assertThat(rows.get(1).cause()).isInstanceOf(Cause.DamagedUnder.class);
        assertThat(rows.get(2).cause()).isEqualTo(new Cause.Unopened(""));
    }

    @Test
    void jsonInAnotherLayoutIsOpenedAllTheSame() {
        uses(Origin.ENVIRONMENT, NEW).knows("before", Origin.KEPT, OLD);
        concludes(
                sealed(OLD),
                Sealing.seal(RANDOM, OLD, "{ \"password\": \"x\", \"login\": \"y\" }"),
                Sealing.seal(RANDOM, PUBLISHED, "{}"));
        assertThat(rows)
                .extracting(RowDiagnosis::cause)
                .hasOnlyElementsOfType(Cause.OtherKey.class);
    }

    @Test
    void onlyDamagedRowsSayNothingOfTheKey() {
        uses(Origin.ENVIRONMENT, NEW);
        assertThat(concludes("AAAA", "*"))
                .isEqualTo(new Conclusion.RowsUnopened(0, 2, 0, Set.of()));
    }

    @Test
    void manyLostIdsDoNotGrowWithTheRows() {
        uses(Origin.ENVIRONMENT, NEW);
        String value = sealed(OLD);
        List<StoredSecret> table = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            table.add(Sealing.row(SecretType.SSH, "%011d:%s".formatted(i, value)));
        }
        concludes(table);
        assertThat(count.lostKeys()).hasSize(100);
        assertThat(count.lost()).isEqualTo(300);
    }
}
