package io.keymend.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aead.KeyRef;
import io.keymend.aead.KeyUse;
import io.keymend.aead.Origin;
import io.keymend.aead.Outcome;
import io.keymend.aead.SecretReader;
import io.keymend.aead.SecretType;
import io.keymend.aead.StoredSecret;
import io.keymend.doctor.KeySource.Found;
import io.keymend.install.OwnKey.As;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a secret's text is understood.
final class SecretTextTest extends KeySourceFixture {
    @ParameterizedTest
    @CsvSource({"' ', 44", "'\"', 44", "'\t', 44"})
    void whatStandsAroundAKeyStaysThere(String around, int offset) {
        String key = key();
        create(KEY_SECRET, key + around);

        Found found = read(environment(""));

        assertThat(found.ring().use()).isEqualTo(KeyUse.UNUSABLE);
        assertThat(saidOfARow(found)).isEqualTo(new Outcome.KeyNotBase64(offset));
        assertThat(found.ring().refsOfOthers())
                .filteredOn(ref -> ref.origin() == Origin.REPAIR)
                .extracting(KeyRef::keyId)
                .contains(id(key));
    }

    @Test
    void aLineEndAfterAKeyDoesNotMatterAndStaysToo() {
        String key = key();
        create(KEY_SECRET, key + "\n");

        assertThat(inUse(read(environment("")))).containsExactly(id(key));
    }

    @Test
    void aWholeDocumentInTheVariableIsToldByItsOffset() {
        create(KEY_SECRET, "[\"" + key() + "\"]");

        assertThat(saidOfARow(read(environment("")))).isEqualTo(new Outcome.KeyNotBase64(0));
    }

    private static Outcome saidOfARow(Found found) {
        return new SecretReader(found.ring())
                .read(StoredSecret.of("1", "row", SecretType.STRING, "A".repeat(44)));
    }

    @ParameterizedTest
    @CsvSource({
        "environment, SEMAPHORE_ACCESS_KEY_ENCRYPTION",
        "environment, access_key_encryption",
        "config-file, access_key_encryption",
        "kept, SEMAPHORE_ACCESS_KEY_ENCRYPTION",
        "kept, access_key_encryption"
    })
    void aMemberByItsNameIsTheKey(String as, String member) {
        String key = key();
        create(KEY_SECRET, " {\"a\":1,\"" + member + "\":\"" + key + "\"}");

        Found found = read(place(As.parse(as).orElseThrow(), KEY_SECRET, ""));

        assertThat(found.ring().refsInUse()).hasSize(as.equals("kept") ? 0 : 1);
        assertThat(as.equals("kept") ? knownIds(found) : inUse(found)).containsExactly(id(key));
    }

    @Test
    void theVariablesOwnNameComesFirst() {
        String key = key();
        create(
                KEY_SECRET,
                "{\"access_key_encryption\":\""
                        + key()
                        + "\",\"SEMAPHORE_ACCESS_KEY_ENCRYPTION\":\""
                        + key
                        + "\"}");

        assertThat(inUse(read(environment("")))).containsExactly(id(key));
    }

    @ParameterizedTest
    @CsvSource({
        "config-file, '{\"SEMAPHORE_ACCESS_KEY_ENCRYPTION\":\"x\"}',"
                + " without a text access_key_encryption",
        "config-file, '{\"access_key_encryption\":7}', without a text access_key_encryption",
        "environment, '{}', without a text SEMAPHORE_ACCESS_KEY_ENCRYPTION or",
        "environment, '{\"a\":', it cannot be read as JSON: it ends too early",
        "config-file, '{access_key_encryption: x}', it cannot be read as JSON: it is not JSON",
        "config-file, 'access_key_encryption: x', it looks like YAML",
        "keys-file, 'keys: {a: {value: x}}', it looks like YAML",
        "keys-file, '{}', it is a registry without a key",
        "keys-file, '{\"keys\":{\"a\":{}}}', it is a registry without a key",
        "kept, '{\"active\":{}}', it is a registry without a key",
    })
    void aTextWithoutAKeyIsNoted(String as, String text, String note) {
        create(KEY_SECRET, text);

        Found found = read(place(As.parse(as).orElseThrow(), KEY_SECRET, ""));

        assertThat(found.notes().getFirst())
                .startsWith("AWSCURRENT (")
                .contains(" of semaphore/access-key: ")
                .contains(note);
        assertThat(found.inUseKnown()).isFalse();
        assertThat(found.ring().refsInUse()).isEmpty();
        assertThat(known(found)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b~1c/1/m~0n, '{\"a\":{\"b/c\":[0,{\"m~n\":\"K\"}]}}'",
        "/, '{\"\":\"K\"}'",
        "//, '{\"\":{\"\":\"K\"}}'",
        "/deep/0, '{\"deep\":[\"K\",\"\"]}'",
        "/deep/0, '{\"deep\":{\"0\":\"K\"}}'",
        "/10, '[0,1,2,3,4,5,6,7,8,9,\"K\"]'"
    })
    void aPointerLeadsToTheKey(String pointer, String document) {
        String key = key();
        create(KEY_SECRET, document.replace("K", key));

        Found found = read(environment(pointer));

        assertThat(inUse(found)).containsExactly(id(key));
        assertThat(found.ring().refsInUse().getFirst().name()).endsWith(") at " + pointer);
    }

    @ParameterizedTest
    @CsvSource({
        "/none, nothing",
        "/list, an array",
        "/list/2, nothing",
        "/list/-, nothing",
        "/list/01, nothing",
        "/object, an object",
        "/number, a number",
        "/null, null",
        "/text/0, nothing"
    })
    void aPointerThatLeadsToNoTextIsNoted(String pointer, String there) {
        create(
                KEY_SECRET,
                "{\"list\":[\"K\",\"K\"],\"object\":{\"a\":\"K\"},\"number\":7,\"null\":null,\"text\":\"K\"}"
                        .replace("K", key()));

        Found found = read(environment(pointer));

        assertThat(found.inUseKnown()).isFalse();
        assertThat(found.notes())
                .singleElement()
                .satisfies(note ->
                        assertThat(note)
                                .contains(
                                        "there is no text at " + pointer + " but " + there + ";"));
    }

    @ParameterizedTest
    @EnumSource(As.class)
    void aPointerIntoWhatIsNoJsonIsNoted(As as) {
        create(KEY_SECRET, key());

        Found found = read(place(as, KEY_SECRET, "/a"));

        assertThat(found.inUseKnown()).isFalse();
        assertThat(found.notes().getFirst()).contains("it cannot be read as JSON: it is not JSON");
    }

    @Test
    void aKeyOfTheOptionsIsKnownAndNeverInUse() {
        String key = key();
        String options = key();
        create(
                CONFIG_SECRET,
                "{\"access_key_encryption\":\""
                        + key
                        + "\",\"option_encryption\":\""
                        + options
                        + "\"}");

        Found found = read(config(""));

        assertThat(inUse(found)).containsExactly(id(key));
        assertThat(known(found))
                .singleElement()
                .satisfies(ref -> assertThat(ref.keyId()).isEqualTo(id(options)))
                .satisfies(ref -> assertThat(ref.name()).endsWith(") at option_encryption"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secrets_key", "secret_key"})
    void aRegistrysActiveKeyComesFirstAndItsOthersOpenToo(String pointer) {
        String old = key();
        String active = key();
        String flat = key();
        create(
                REGISTRY_SECRET,
                "{\"keys\":{\"a\":{\"value\":\"%s\"},\"b\":\"%s\"},\"active\":{\"%s\":\"b\"}}"
                        .formatted(old, active, pointer));
        create(KEY_SECRET, flat);

        Found found = read(environment(""), registry(""));

        assertThat(inUse(found)).containsExactly(id(active), id(old), id(flat));
        assertThat(found.ring().refsInUse())
                .extracting(KeyRef::origin)
                .containsExactly(Origin.KEY_FILE, Origin.KEY_FILE, Origin.ENVIRONMENT);
        assertThat(found.ring().refsInUse().getFirst().name()).endsWith("), key b");
        assertThat(found.notes()).isEmpty();
        assertThat(found.inUseKnown()).isTrue();
    }

    @Test
    void withARegistryAnEmptyVariableSwitchesNothingOff() {
        String key = key();
        create(REGISTRY_SECRET, "{\"keys\":[{\"value\":\"" + key + "\"}]}");
        create(KEY_SECRET, "{\"SEMAPHORE_ACCESS_KEY_ENCRYPTION\":\"\"}");

        Found found = read(environment(""), registry(""));

        assertThat(found.ring().use()).isEqualTo(KeyUse.SET);
        assertThat(found.notes()).isEmpty();
        assertThat(found.ring().refsInUse().getFirst().name()).endsWith("), key number 1");
    }

    @Test
    void aKeyInTheWrongPlaceOfARegistryIsNotShown() {
        String misplaced = key();
        create(REGISTRY_SECRET, "{\"keys\":{\"" + misplaced + "\":{\"value\":\"" + key() + "\"}}}");

        assertThat(read(registry("")).ring().refsInUse().getFirst().name())
                .endsWith("), key number 1");
    }

    @Test
    void anActiveKeyThatIsNotThereIsNoted() {
        create(
                REGISTRY_SECRET,
                "{\"keys\":{\"a\":{\"value\":\""
                        + key()
                        + "\"}},\"active\":{\"secrets_key\":\"b\"}}");

        Found found = read(registry(""));

        assertThat(found.ring().refsInUse()).hasSize(1);
        assertThat(found.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("active key is not among its keys"));
    }

    @Test
    void keysOfARegistryThatAreInFilesAreMissedUntilTheFilesAreOnRecord() {
        String inline = key();
        String file = key();
        create(
                REGISTRY_SECRET,
                "{\"keys\":{\"a\":{\"value\":\"%s\"},\"b\":{\"file\":\"/run/b\"}},\"active\":{\"secrets_key\":\"b\"}}"
                        .formatted(inline));
        create(KEY_SECRET, " " + file + "\r\n");

        Found alone = read(registry(""));
        assertThat(alone.inUseKnown()).isFalse();
        assertThat(inUse(alone)).containsExactly(id(inline));
        assertThat(alone.notes())
                .containsExactly(
                        "semaphore/keys: it has keys in files, which are not read; record the"
                                + " secret each file is made from as a place of its own, as"
                                + " keys-file");

        Found both = read(registry(""), place(As.KEYS_FILE, KEY_SECRET, ""));
        assertThat(both.inUseKnown()).isTrue();
        assertThat(both.notes()).isEmpty();
        assertThat(inUse(both)).containsExactly(id(inline), id(file));
    }

    @Test
    void aFolderOfFilesIsOneKeyAtLeast() {
        String key = key();
        create(
                REGISTRY_SECRET,
                "{\"keys_folder\":\"/run/keys\",\"active\":{\"secrets_key_file\":\"a\"}}");
        create(KEY_SECRET, key);

        Found alone = read(registry(""));
        assertThat(alone.inUseKnown()).isFalse();
        assertThat(alone.ring().refsInUse()).isEmpty();
        assertThat(alone.notes())
                .satisfiesExactly(
                        note -> assertThat(note).contains("it has a folder of keys"),
                        note -> assertThat(note).contains("it has keys in files"));

        Found both = read(registry(""), place(As.KEYS_FILE, KEY_SECRET, ""));
        assertThat(both.inUseKnown()).isTrue();
        assertThat(inUse(both)).containsExactly(id(key));
        assertThat(both.notes()).singleElement().asString().contains("it has a folder of keys");
    }

    @Test
    void aRegistryThatIsNotReadLeavesAnEmptyVariableUntold() {
        secrets.createSecret(REGISTRY_SECRET, "{}");
        create(KEY_SECRET, "{\"SEMAPHORE_ACCESS_KEY_ENCRYPTION\":\"\"}");

        Found found = read(environment(""), registry(""));

        assertThat(found.inUseKnown()).isFalse();
        assertThat(found.notes())
                .hasSize(2)
                .allSatisfy(note -> assertThat(note).contains("semaphore/keys: "));
    }

    @Test
    void aFileOfARegistryBehindAPointerLosesItsBlanks() {
        String key = key();
        create(REGISTRY_SECRET, "{\"a.txt\":\" " + key + "\\n\"}");

        assertThat(inUse(read(registry("/a.txt")))).containsExactly(id(key));
    }

    @Test
    void versionsWithOneFaultShareItsNote() {
        String key = key();
        create(KEY_SECRET, "{}");
        for (int i = 0; i < 6; i++) {
            secrets.putSecretValue(KEY_SECRET, "{}", "label" + i);
        }
        secrets.putSecretValue(KEY_SECRET, key);

        Found found = read(environment(""));

        assertThat(found.inUseKnown()).isTrue();
        assertThat(inUse(found)).containsExactly(id(key));
        assertThat(found.notes())
                .singleElement()
                .satisfies(note ->
                        assertThat(note)
                                .startsWith("AWSPREVIOUS (")
                                .contains(") and 4 more of semaphore/access-key: it is a"));
    }
}
