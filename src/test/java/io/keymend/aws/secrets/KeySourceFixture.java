package io.keymend.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aead.KeyCandidate;
import io.keymend.aead.KeyRef;
import io.keymend.aead.Origin;
import io.keymend.aws.AwsClients;
import io.keymend.aws.OpenClients;
import io.keymend.doctor.KeySource;
import io.keymend.doctor.KeySource.Found;
import io.keymend.install.OwnKey;
import io.keymend.install.OwnKey.As;
import io.keymend.install.OwnKey.Kept;
import io.keymend.json.Json;
import io.keymend.localaws.Callers;
import io.keymend.localaws.SecretsManagerStandIn;

import org.junit.jupiter.api.AfterEach;

import software.amazon.awssdk.regions.Region;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Secrets that hold keys, read by the real SDK client as Keymend's role. Whatever a test planted
/// is looked for in everything that was told.
abstract class KeySourceFixture {
    static final String ROLE = "arn:aws:iam::111122223333:role/keymend-function";
    static final String KEY_SECRET = secret("semaphore/access-key-AbCdEf");
    static final String CONFIG_SECRET = secret("semaphore/config-AbCdEf");
    static final String REGISTRY_SECRET = secret("semaphore/keys-AbCdEf");

    private final Random random = new Random(20261119);
    private final Callers callers = new Callers();
    private final List<String> planted = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();
    Instant now = Instant.parse("2026-11-19T08:20:00Z");
    final SecretsManagerStandIn secrets = new SecretsManagerStandIn(callers, () -> now);
    final KeySource source =
            new SecretsManagerKeys(
                    OpenClients.secrets(
                            new AwsClients(
                                    Region.EU_WEST_1,
                                    callers.provider(ROLE),
                                    Map.of("secretsmanager", secrets.endpoint()))),
                    new Json());

    static String secret(String name) {
        return "arn:aws:secretsmanager:eu-west-1:111122223333:secret:" + name;
    }

    /// A new key of 32 bytes as the configuration wants one.
    final String key() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String text = Base64.getEncoder().encodeToString(bytes);
        planted.add(text);
        planted.add(text.substring(0, 20));
        return text;
    }

    /// A secret that Keymend may read as the template lets it.
    final String create(String arn, String text) {
        secrets.allow(
                ROLE, arn, "secretsmanager:GetSecretValue", "secretsmanager:ListSecretVersionIds");
        return secrets.createSecret(arn, text);
    }

    final Found read(Kept... places) {
        Found keys = source.keys(new OwnKey(List.of(places), Optional.empty()));
        found.add(keys);
        return keys;
    }

    static Kept place(As as, String arn, String pointer) {
        return new Kept(as, arn, pointer);
    }

    static Kept environment(String pointer) {
        return place(As.ENVIRONMENT, KEY_SECRET, pointer);
    }

    static Kept config(String pointer) {
        return place(As.CONFIG_FILE, CONFIG_SECRET, pointer);
    }

    static Kept registry(String pointer) {
        return place(As.KEYS_FILE, REGISTRY_SECRET, pointer);
    }

    /// The id a key's text has, empty where it is no key.
    static String id(String text) {
        try (KeyCandidate key =
                KeyCandidate.of("", Origin.ENVIRONMENT, text.getBytes(StandardCharsets.UTF_8))) {
            return key.ref().keyId();
        }
    }

    static List<String> inUse(Found found) {
        return found.ring().refsInUse().stream().map(KeyRef::keyId).toList();
    }

    /// Those that were read and are not in use: neither put right nor published.
    static List<KeyRef> known(Found found) {
        return found.ring().refsOfOthers().stream()
                .filter(key -> !key.published() && key.origin() != Origin.REPAIR)
                .toList();
    }

    static List<String> knownIds(Found found) {
        return known(found).stream().map(KeyRef::keyId).toList();
    }

    @AfterEach
    void nothingToldHoldsAKey() {
        secrets.close();
        StringBuilder told = new StringBuilder();
        for (Found keys : found) {
            told.append(keys).append(keys.ring()).append(keys.notes());
            told.append(keys.ring().refsInUse()).append(keys.ring().refsOfOthers());
            keys.close();
        }
        assertThat(planted).noneMatch(told.toString()::contains);
    }
}
