package io.keymend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keymend.aead.KeyCandidate;
import io.keymend.aead.Keyring;
import io.keymend.aead.Origin;
import io.keymend.aead.SecretReader;
import io.keymend.aead.SecretType;
import io.keymend.aead.Step;
import io.keymend.aead.StoredSecret;
import io.keymend.localaws.Database;
import io.keymend.localaws.MariaDatabase;
import io.keymend.localaws.PostgresDatabase;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

final class SemaphoreLayoutTest {
    private static final String KEY = SemaphoreLayout.newKey();

    @Test
    void postgresTakesEveryRow() throws SQLException {
        takesEveryRow(PostgresDatabase.shared());
    }

    @Test
    void mariaTakesEveryRow() throws SQLException {
        assumeTrue(MariaDatabase.available(), "no MariaDB binaries for this platform");
        takesEveryRow(MariaDatabase.shared());
    }

    private static void takesEveryRow(Database server) throws SQLException {
        try (LocalStack stack = LocalStack.sharing(server, InstantSource.system())) {
            SemaphoreLayout layout = SemaphoreLayout.create(stack);
            long project = layout.project("shop");
            long key = layout.key("deploy", "string", SemaphoreLayout.seal(KEY, "s"), project);
            layout.keys(List.of("a", "b"), null);
            layout.set(key, "environment_id", layout.environment(project, "production"));
            layout.set(key, "expire_at", Instant.EPOCH);
            layout.repository(project, "site", key);
            long inventory = layout.inventory(project, "hosts", key, null);
            long template = layout.template(project, "deploy");
            layout.vault(project, template, key);
            layout.webhook(project, template, "hook", "token", key);
            layout.terraformAlias(project, inventory, "state", key);
            layout.option("jwt_signing_key", "v");
            layout.output(layout.task(project, template), Instant.EPOCH, "line");
            assertThat(layout.secrets()).hasSize(3).containsKey(key);
            assertThat(SemaphoreLayout.open(KEY, layout.secrets().getOrDefault(key, "")))
                    .isEqualTo("s");
        }
    }

    @Test
    void whatItSealsIsWhatSemaphoreOpens() {
        for (String secret :
                List.of(SemaphoreLayout.seal(KEY, "s"), SemaphoreLayout.sealWithId(KEY, "s"))) {
            byte[] text = KEY.getBytes(StandardCharsets.UTF_8);
            try (Keyring ring =
                    Keyring.of(List.of(KeyCandidate.of("key", Origin.ENVIRONMENT, text)))) {
                StoredSecret row = StoredSecret.of("1", "deploy", SecretType.STRING, secret);
                assertThat(new SecretReader(ring).read(row).step()).isEqualTo(Step.OK);
            }
        }
    }
}
