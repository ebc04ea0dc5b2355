package io.keymend.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.KeymendFunction;
import io.keymend.seal.Encoding;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// A Spacelift database as a reinstall leaves it. Its real columns are not public; these have
/// plausible names.
public final class Reinstall {
    /// `oidc_settings` and `accounts`, which the profile names, and five sealed columns that it
    /// does not.
    static final List<SealedTable> TABLES =
            List.of(
                    new SealedTable(
                            "oidc_settings",
                            SealedTable.Key.SERIAL,
                            1,
                            List.of(
                                    new SealedTable.Column(
                                            "client_secret", Encoding.BASE64, 1, 0, 0))),
                    new SealedTable(
                            "accounts",
                            SealedTable.Key.UUID,
                            3,
                            List.of(
                                    new SealedTable.Column("slack_token", Encoding.BASE64, 1, 1, 0),
                                    new SealedTable.Column(
                                            "display_name", Encoding.BASE64, 0, 0, 3))),
                    new SealedTable(
                            "vcs_integrations",
                            SealedTable.Key.UUID,
                            24,
                            List.of(
                                    new SealedTable.Column(
                                            "access_token", Encoding.BASE64, 17, 4, 0),
                                    new SealedTable.Column(
                                            "webhook_secret", Encoding.BYTES, 15, 4, 0))),
                    new SealedTable(
                            "context_variables",
                            SealedTable.Key.COMPOSITE,
                            260,
                            List.of(
                                    new SealedTable.Column(
                                            "value", Encoding.BASE64, 131, 22, 100))),
                    new SealedTable(
                            "stack_secrets",
                            SealedTable.Key.SERIAL,
                            90,
                            List.of(
                                    new SealedTable.Column("payload", Encoding.HEX, 61, 9, 0),
                                    new SealedTable.Column(
                                            "description", Encoding.BASE64, 0, 0, 90))),
                    new SealedTable(
                            "audit_trail",
                            SealedTable.Key.NONE,
                            40,
                            List.of(new SealedTable.Column("signature", Encoding.BYTES, 0, 40, 0))),
                    new SealedTable(
                            "runs",
                            SealedTable.Key.SERIAL,
                            300,
                            List.of(
                                    new SealedTable.Column(
                                            "log_line", Encoding.BASE64, 0, 0, 300))));

    private Reinstall() {}

    /// How many tables the story has.
    public static int tables() {
        return TABLES.size();
    }

    /// Makes both keys and the tables of the story.
    public static Layout layOut(LocalStack stack, Random random) throws SQLException {
        keys(stack);
        Layout layout = new Layout(stack, random);
        for (SealedTable table : TABLES) {
            layout.add(table);
        }
        return layout;
    }

    /// Creates the history and records both installs, by the commands an operator would send.
    public static void record(LocalStack stack, KeymendFunction function) throws IOException {
        Invocation.ofSample(function, "command-create-schema.json");
        for (String sample :
                new String[] {
                    "command-record-former-install.json", "command-record-current-install.json"
                }) {
            String answer = Invocation.of(function, sample(stack, sample));
            if (!answer.contains("recorded")) {
                throw new IllegalStateException(sample + " was not recorded: " + answer);
            }
        }
    }

    /// A sample of `events/`; one that records an install gets this stack's database and engine.
    public static String sample(LocalStack stack, String name) throws IOException {
        if (!name.startsWith("command-record-")) {
            return Invocation.sample(name);
        }
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode command = (ObjectNode) mapper.readTree(Invocation.sample(name));
        ObjectNode database = (ObjectNode) command.at("/install/database");
        database.put("name", stack.productDatabase());
        database.put("engine", stack.engine().name().toLowerCase(Locale.ROOT));
        return mapper.writeValueAsString(command);
    }

    /// The former key still exists and Keymend may ask about it; the new role may not use it.
    public static void keys(LocalStack stack) {
        for (String key : new String[] {Story.FORMER_KEY, Story.CURRENT_KEY}) {
            stack.kms().createKey(key);
            stack.letKeymendAskAbout(key);
        }
        stack.kms().allow(Story.FORMER_ROLE, Story.FORMER_KEY);
        stack.kms().allow(Story.CURRENT_ROLE, Story.CURRENT_KEY);
    }
}
