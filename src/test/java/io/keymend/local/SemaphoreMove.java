package io.keymend.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.KeymendFunction;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;

/// Semaphore, moved to another server: config.json was carried over unchanged, the environment
/// variable that held the key was not. The key in config.json never sealed a row.
public final class SemaphoreMove {
    public static final String INSTALL = "semaphore-2026";
    public static final String LOG_GROUP = "/ecs/semaphore";
    public static final String KEY_SECRET =
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:semaphore/access-key-AbCdEf";
    public static final String CONFIG_SECRET =
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:semaphore/config-GhIjKl";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SemaphoreMove() {}

    /// Lays out tables and secrets as the move left them.
    public static SemaphoreLayout layOut(LocalStack stack) throws SQLException {
        String right = SemaphoreLayout.newKey();
        String decoy = SemaphoreLayout.newKey();
        keep(stack, KEY_SECRET, right);
        keep(stack, CONFIG_SECRET, config(decoy));
        SemaphoreLayout layout = SemaphoreLayout.create(stack);
        fill(layout, right);
        layout.grantReader();
        return layout;
    }

    /// A secret that Keymend's role may read, with all its versions.
    public static void keep(LocalStack stack, String secretArn, String value) {
        stack.secrets().createSecret(secretArn, value);
        stack.secrets().allow(Story.KEYMEND_ROLE, secretArn);
    }

    /// Semaphore's config file with this key.
    public static String config(String key) {
        return MAPPER.createObjectNode()
                .put("dialect", "mysql")
                .put("cookie_hash", "bm90IGEga2V5IG9mIHJvd3M=")
                .put("access_key_encryption", key)
                .toString();
    }

    private static void fill(SemaphoreLayout layout, String key) throws SQLException {
        long web = layout.project("Web shop");
        long network = layout.project("Network");
        String login = "{\"login\":\"deploy\",\"password\":\"correct horse battery\"}";
        String ssh =
                "{\"login\":\"git\",\"passphrase\":\"\",\"private_key\":\"a private key of git\"}";
        long git = layout.key("deploy key", "ssh", SemaphoreLayout.seal(key, ssh), web);
        long become = layout.key("sudo", "login_password", SemaphoreLayout.seal(key, login), web);
        long vault =
                layout.key("vault", "login_password", SemaphoreLayout.seal(key, login), network);
        long hook =
                layout.key("webhook", "login_password", SemaphoreLayout.seal(key, login), network);
        layout.key("old token", "string", SemaphoreLayout.seal(key, "token of 2023"), null);
        layout.key("none", "none", null, web);
        layout.repository(web, "shop", git);
        layout.inventory(web, "production", git, become);
        long template = layout.template(network, "Configure switches");
        layout.vault(network, template, vault);
        layout.webhook(network, template, "deploy on push", "token", hook);
        long task = layout.task(network, template);
        layout.output(
                task,
                Instant.parse("2026-11-18T22:00:01Z"),
                "Failed to install inventory: cannot decrypt access key, perhaps encryption key was"
                        + " changed");
    }

    /// Records the install as it stands after the move: what the running process has comes first.
    public static void record(LocalStack stack, KeymendFunction function) throws IOException {
        record(
                stack,
                function,
                MAPPER.createArrayNode()
                        .add(kept("config-file", CONFIG_SECRET, "/access_key_encryption"))
                        .add(kept("environment", KEY_SECRET, "")));
    }

    /// Records the install with these places of its key.
    public static void record(LocalStack stack, KeymendFunction function, ArrayNode kept)
            throws IOException {
        ObjectNode command = MAPPER.createObjectNode().put("command", "record-install");
        ObjectNode install =
                command.putObject("install")
                        .put("id", INSTALL)
                        .put("product", "semaphore")
                        .put("version", "2.14.10")
                        .put("environment", "production")
                        .put("account", Story.ACCOUNT)
                        .put("region", Story.REGION)
                        .put("installedAt", "2026-11-18T21:00:00Z")
                        .put("recordedBy", "platform-team");
        install.putArray("keys");
        install.putArray("roles");
        install.putObject("database")
                .put("engine", stack.engine().name().toLowerCase(Locale.ROOT))
                .put("clusterArn", Story.PRODUCT_CLUSTER)
                .put("name", stack.productDatabase())
                .put("secretArn", Story.READER_SECRET);
        install.putObject("ownKey").put("logGroup", LOG_GROUP).set("kept", kept);
        String answer = Invocation.of(function, command.toString());
        if (!answer.contains("\"outcome\"")) {
            throw new IllegalStateException(answer);
        }
    }

    /// A place of the key, as record-install takes it.
    public static ObjectNode kept(String as, String secretArn, String pointer) {
        return MAPPER.createObjectNode()
                .put("as", as)
                .put("secretArn", secretArn)
                .put("pointer", pointer);
    }
}
