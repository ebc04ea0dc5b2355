package io.keymend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.install.Engine;
import io.keymend.local.Invocation;
import io.keymend.local.Reinstall;
import io.keymend.local.Story;
import io.keymend.localaws.Fault;
import io.keymend.remedy.Guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;

/// Makes one guard false in the real world around a plan.
final class Spoiler {
    private final MendFixture world;
    private final JsonNode planned;
    private KeymendFunction function;

    Spoiler(MendFixture world, KeymendFunction function, JsonNode planned) {
        this.world = world;
        this.function = function;
        this.planned = planned;
    }

    /// What has to be asked for now, of [#function()].
    JsonNode spoil(Guard guard) throws IOException, SQLException {
        ObjectNode asked = MendContract.asked(planned);
        switch (guard) {
            case MODE -> function = world.function("reseal", Map.of());
            case APPROVAL -> asked.put("rows", "2");
            case EXPIRY -> function = later(Duration.ofHours(7));
            case CLOCK -> function = later(Duration.ofMinutes(10));
            case HASH ->
                    history("UPDATE keymend.plan_row SET body = concat('1:7', substr(body, 4))");
            case PAUSE -> MendFixture.send(function, "pause", Map.of("by", "night shift"));
            case WRITER ->
                    function =
                            world.function(
                                    "purge-superseded",
                                    Map.of("KEYMEND_WRITER_SECRET_ARN", Story.READER_SECRET));
            case VERSIONS -> asked = ForgedPlan.of(world, true);
            case INSTALL -> recordAgain();
            case VERDICT ->
                    world.sql(
                            "DELETE FROM oidc_settings",
                            "DELETE FROM accounts",
                            "DELETE FROM vcs_integrations",
                            "DELETE FROM context_variables",
                            "DELETE FROM stack_secrets");
            case TABLES -> world.sql(revoke());
            case CANARY ->
                    world.stack
                            .kms()
                            .deny(Story.KEYMEND_ROLE, Story.CURRENT_KEY, "kms:ReEncryptTo");
            case SYSTEM -> world.stack.kms().disable(Story.CURRENT_KEY);
            case KEYS -> {
                world.stack.kms().disable(Story.FORMER_KEY);
                holdBoth();
            }
            case SEALER -> forget();
            case ROWS ->
                    world.stack
                            .kms()
                            .faults()
                            .always("ReEncrypt", new Fault.Refused(400, "KMSInternal", "no"));
            case COMPANY -> company();
            case PROFILE -> asked = ForgedPlan.of(world, false);
            case COUNT ->
                    function = world.function("purge-superseded", Map.of("KEYMEND_MOST_LOST", "0"));
            case SHARE -> share();
            case OBSTACLES -> world.sql(obstacle());
        }
        return asked;
    }

    KeymendFunction function() {
        return function;
    }

    private KeymendFunction later(Duration time) {
        return world.function(
                "purge-superseded", Map.of(), InstantSource.offset(InstantSource.system(), time));
    }

    private void history(String statement) throws SQLException {
        world.stack.server().run(world.stack.historyDatabase(), statement);
    }

    /// The key can no longer show its seal, and what it once showed is not known to the new one.
    private void forget() throws SQLException {
        world.stack.kms().disable(Story.FORMER_KEY);
        history("DELETE FROM keymend.seen_seal");
        function = world.function("purge-superseded", Map.of());
    }

    private void recordAgain() throws IOException {
        String former =
                Reinstall.sample(world.stack, "command-record-former-install.json")
                        .replace("\"recordedBy\":\"", "\"recordedBy\":\"not ")
                        .replace("\"recordedBy\": \"", "\"recordedBy\": \"not ");
        Invocation.of(function, former);
    }

    private void holdBoth() throws IOException {
        ObjectNode command =
                (ObjectNode)
                        MendFixture.MAPPER.readTree(
                                Reinstall.sample(
                                        world.stack, "command-record-current-install.json"));
        command.withObject("/install")
                .withArray("keys")
                .addObject()
                .put("arn", Story.FORMER_KEY)
                .put("role", "data");
        Invocation.of(function, command.toString());
    }

    private String sealedByCurrent() {
        return Base64.getEncoder()
                .encodeToString(
                        world.stack
                                .kms()
                                .seal(
                                        Story.CURRENT_KEY,
                                        "fine".getBytes(StandardCharsets.UTF_8),
                                        Map.of()));
    }

    private void company() throws SQLException {
        world.sql(
                "ALTER TABLE oidc_settings ADD COLUMN other text",
                "UPDATE oidc_settings SET other = '" + sealedByCurrent() + "'");
    }

    private void share() throws SQLException {
        for (int i = 2; i < 8; i++) {
            world.sql(
                    "INSERT INTO oidc_settings VALUES ("
                            + i
                            + ", 'n', '"
                            + sealedByCurrent()
                            + "')");
        }
        function = world.function("purge-superseded", Map.of("KEYMEND_MOST_PERCENT", "10"));
    }

    private String[] revoke() {
        return switch (world.stack.engine()) {
            case POSTGRESQL -> new String[] {"REVOKE SELECT ON runs FROM " + world.stack.reader()};
            case MYSQL -> new String[] {"ALTER TABLE runs ADD COLUMN `a:b` text"};
        };
    }

    /// On MySQL the reading user cannot see triggers; what it can see is a name that cannot be
    /// sent.
    private String[] obstacle() {
        return world.stack.engine() == Engine.POSTGRESQL
                ? trigger(world.stack.engine())
                : new String[] {"ALTER TABLE oidc_settings ADD COLUMN `a:b` int"};
    }

    /// A trigger that would run at every deletion.
    static String[] trigger(Engine engine) {
        return engine == Engine.POSTGRESQL
                ? new String[] {
                    "CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN"
                            + " OLD; END $$",
                    "CREATE TRIGGER stop BEFORE DELETE ON oidc_settings FOR EACH ROW EXECUTE"
                            + " FUNCTION stop()"
                }
                : new String[] {
                    "CREATE TRIGGER stop BEFORE DELETE ON oidc_settings FOR EACH ROW SET @x = 1"
                };
    }
}
