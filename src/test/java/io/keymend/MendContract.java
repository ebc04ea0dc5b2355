package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.local.Invocation;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.localaws.RdsDataStandIn;
import io.keymend.localaws.SnsStandIn;
import io.keymend.remedy.Guard;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;

/// A reinstalled product mended on a real engine, from the event or the command to the alert.
abstract class MendContract extends MendFixture {
    private static final Map<String, String> CONTEXT =
            Map.of("spacelift:purpose", "in-app-encryption");
    private static final int STALE = 226;

    MendContract(Database server) throws SQLException {
        super(server);
    }

    @Test
    void supersededRowsArePurgedAloneJournaledAndToldOf() throws IOException, SQLException {
        KeymendFunction function = begin("purge-superseded", Map.of());
        Map<String, String> before = tables();

        deny(function);

        Map<String, String> after = tables();
        assertThat(after.get("oidc_settings")).startsWith("0 rows");
        assertThat(without(after, "oidc_settings")).isEqualTo(without(before, "oidc_settings"));
        assertThat(count("SELECT count(*) FROM keymend.journal")).isEqualTo(1);
        List<SnsStandIn.Delivery> mails = stack.sns().deliveries("email");
        assertThat(mails).hasSize(2);
        assertThat(mails.getLast().text())
                .contains(
                        "Subject: Keymend: spacelift-2026: mended, 1 row changed, 0 left",
                        "Mode             purge-superseded",
                        "oidc_settings.client_secret: 1 row of 1 to be deleted",
                        "All " + Guard.values().length + " passed.",
                        "\"command\":\"restore\"");
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("\"message\":\"mending\"", "\"done\":\"1 of 1\"");

        JsonNode restored = send(function, pasted(mails.getLast().text(), "restore"));

        assertThat(restored.path("outcome").asText()).isEqualTo("restored");
        assertThat(restored.path("restored").asText()).isEqualTo("1");
        assertThat(tables()).isEqualTo(before);
        JsonNode again = send(function, pasted(mails.getLast().text(), "restore"));
        assertThat(again.path("outcome").asText())
                .as("nothing is left to be put back, so one row is too many")
                .isEqualTo("refused");
        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void everyStaleRowIsResealedWhereTheContextIsKnown() throws IOException, SQLException {
        KeymendFunction function = begin("reseal", Map.of());
        Map<String, String> before = tables();
        JsonNode planned = plan(function, "reseal", CONTEXT);
        assertThat(planned.path("rows").asText()).isEqualTo(Integer.toString(STALE));

        JsonNode applied = apply(function, planned);

        assertThat(applied.path("outcome").asText()).as("%s", applied).isEqualTo("applied");
        assertThat(applied.path("changed").asText()).isEqualTo(Integer.toString(STALE));
        assertThat(applied.path("journaled").asText()).isEqualTo(Integer.toString(STALE));
        assertThat(staleRows()).isZero();
        assertThat(sizes(tables())).isEqualTo(sizes(before));
        assertThat(tables().get("runs")).isEqualTo(before.get("runs"));
        assertThat(stack.sns().deliveries("email").getLast().text())
                .contains("mended, 226 rows changed, 0 left");
        assertThat(apply(function, planned).path("outcome").asText()).isEqualTo("taken");

        JsonNode restored =
                send(
                        function,
                        "restore",
                        Map.of("plan", planned.path("plan").asText(), "rows", "226"));
        assertThat(restored.path("restored").asText()).as("%s", restored).isEqualTo("226");
        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void withoutTheContextNothingIsResealed() throws IOException, SQLException {
        KeymendFunction function = begin("reseal", Map.of());
        Map<String, String> before = tables();

        deny(function);

        assertThat(tables()).isEqualTo(before);
        assertThat(stack.sns().deliveries("email")).hasSize(1);
        JsonNode planned = plan(function, "reseal", Map.of());
        JsonNode applied = apply(function, planned);
        assertThat(applied.path("changed").asText()).isEqualTo("0");
        assertThat(applied.path("unknown").asText()).isEqualTo("226");
        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void whileOffNoWriteLeavesTheSchemaOfKeymend() throws IOException, SQLException {
        KeymendFunction function = begin("off", Map.of());
        Map<String, String> before = tables();

        deny(function);
        JsonNode planned = plan(function, "purge-superseded");
        JsonNode applied = apply(function, planned);

        assertThat(applied.path("outcome").asText()).isEqualTo("refused");
        assertThat(refused(applied)).contains("mode", "writer");
        assertThat(
                        send(function, "create-journal", Map.of("install", "spacelift-2026"))
                                .path("error")
                                .asText())
                .startsWith("mending is off");
        assertThat(tables()).isEqualTo(before);
        List<RdsDataStandIn.Asked> asked = stack.rdsData().asked();
        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(asked).noneMatch(one -> one.secretArn().equals(Story.MENDER_SECRET));
        assertThat(asked)
                .filteredOn(one -> one.clusterArn().equals(Story.PRODUCT_CLUSTER))
                .isNotEmpty()
                .filteredOn(one -> !isLooking(one.sql()))
                .isEmpty();
    }

    private static boolean isLooking(String sql) {
        String first = sql.strip().split("\\s+", 2)[0];
        boolean looks = List.of("SELECT", "WITH", "(SELECT", "SET").contains(first);
        return looks && !sql.matches("(?is).*\\b(insert into|delete from|update \\S+ set)\\b.*");
    }

    @ParameterizedTest
    @EnumSource
    void nothingChangesWhereThisGuardRefuses(Guard guard) throws IOException, SQLException {
        KeymendFunction function = begin("purge-superseded", Map.of());
        JsonNode planned =
                guard == Guard.PROFILE || guard == Guard.VERSIONS
                        ? MAPPER.createObjectNode()
                        : plan(function, "purge-superseded");
        Spoiler spoiler = new Spoiler(this, function, planned);
        JsonNode asked = spoiler.spoil(guard);
        Map<String, String> before = tables();

        JsonNode applied = send(spoiler.function(), asked);

        assertThat(applied.path("outcome").asText()).as("%s", applied).isEqualTo("refused");
        assertThat(refused(applied)).contains(guard.title());
        assertThat(applied.path("guards")).hasSize(Guard.values().length);
        assertThat(tables()).isEqualTo(before);
        assertThat(count("SELECT count(*) FROM keymend.journal")).isZero();
    }

    @Test
    void ofTwoAppliersOneDoesIt() throws Exception {
        KeymendFunction function = begin("purge-superseded", Map.of());
        JsonNode planned = plan(function, "purge-superseded");
        CountDownLatch start = new CountDownLatch(1);
        List<String> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<JsonNode>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(
                        threads.submit(() -> {
                            start.await();
                            return apply(function, planned);
                        }));
            }
            start.countDown();
            for (Future<JsonNode> answer : answers) {
                outcomes.add(answer.get().path("outcome").asText());
            }
        }
        assertThat(outcomes).containsOnlyOnce("applied");
        assertThat(outcomes).isSubsetOf("applied", "taken", "refused");
        assertThat(count("SELECT count(*) FROM keymend.journal")).isEqualTo(1);
    }

    @Test
    void aRetriedDeliveryChangesNothingMore() throws IOException, SQLException {
        KeymendFunction function =
                begin("purge-superseded", Map.of("KEYMEND_ANNOUNCE_AGAIN_MINUTES", "0"));
        deny(function);
        Map<String, String> after = tables();
        deny(function);
        deny(function);
        assertThat(tables()).isEqualTo(after);
        assertThat(count("SELECT count(*) FROM keymend.journal")).isEqualTo(1);
    }

    @Test
    void aRowThatMovedSinceIsLeft() throws IOException, SQLException {
        KeymendFunction function = begin("purge-superseded", Map.of());
        JsonNode planned = plan(function, "purge-superseded");
        sql("UPDATE oidc_settings SET name = 'somebody was here'");
        assertThat(apply(function, planned).path("changed").asText())
                .as("another column of it is no matter")
                .isEqualTo("1");
        assertThat(
                        send(
                                        function,
                                        "restore",
                                        Map.of("plan", planned.path("plan").asText(), "rows", "1"))
                                .path("restored")
                                .asText())
                .isEqualTo("1");
        assertThat(count("SELECT count(*) FROM oidc_settings WHERE name = 'somebody was here'"))
                .isEqualTo(1);
    }

    @Test
    void aTriggerThatTheReaderMayNotSeeStopsItAllTheSame() throws IOException, SQLException {
        KeymendFunction function = begin("purge-superseded", Map.of());
        JsonNode planned = plan(function, "purge-superseded");
        sql(Spoiler.trigger(stack.engine()));
        Map<String, String> before = tables();

        JsonNode applied = apply(function, planned);

        assertThat(applied.path("outcome").asText()).isIn("refused", "failed");
        assertThat(applied.path("changed").asText()).isEqualTo("0");
        assertThat(tables()).isEqualTo(before);
        assertThat(count("SELECT count(*) FROM keymend.journal")).isZero();
    }

    @Test
    void pauseStopsWhatResumeAllows() throws IOException, SQLException {
        KeymendFunction function = begin("purge-superseded", Map.of());
        JsonNode planned = plan(function, "purge-superseded");
        assertThat(send(function, "pause", Map.of("by", "night shift")).path("outcome").asText())
                .isEqualTo("mends are paused");
        assertThat(refused(apply(function, planned))).containsExactly("pause");
        assertThat(send(function, "resume", Map.of("by", "night shift")).path("outcome").asText())
                .isEqualTo("mends may run");
        assertThat(apply(function, planned).path("outcome").asText()).isEqualTo("applied");
    }

    @Test
    void plansAreListedExplainedAndFoundInTheJournal() throws IOException, SQLException {
        KeymendFunction function = begin("purge-superseded", Map.of());
        JsonNode planned = plan(function, "purge-superseded");
        Map<String, String> id = Map.of("plan", planned.path("plan").asText());

        JsonNode explained = send(function, "explain-plan", id);
        assertThat(refused(explained)).containsExactly("approval");
        assertThat(explained.path("state").asText()).isEqualTo("nobody has begun with it");

        apply(function, planned);
        assertThat(send(function, "plans", Map.of()).path("plans").path(0).path("state").asText())
                .isEqualTo("applied");
        JsonNode column = send(function, "journal", id).path("columns").path(0);
        assertThat(column.path("journaled").asText()).isEqualTo("1");
        Map<String, Object> one = new TreeMap<>(id);
        for (String name : List.of("schema", "table", "column")) {
            one.put(name, column.path(name).asText());
        }
        JsonNode rows = send(function, "journal", one);
        assertThat(rows.path("rows").path(0).path("key").path(0).asText()).isEqualTo("1");
        one.put("key", List.of("1"));
        one.put("rows", "1");
        assertThat(send(function, "restore", one).path("restored").asText()).isEqualTo("1");
    }

    @Test
    void noSecretAndNoBlobIsWrittenByAMend() throws IOException, SQLException {
        KeymendFunction function = begin("reseal", Map.of());
        StringBuilder written = new StringBuilder();
        written.append(apply(function, plan(function, "reseal", CONTEXT)));
        written.append(log.toString(StandardCharsets.UTF_8));
        stack.sns().deliveries().forEach(delivery -> written.append(delivery.text()));
        String everything = written.toString();
        assertThat(everything).contains("226");
        assertThat(layout.planted()).noneMatch(everything::contains);
        assertThat(stack.passwords()).noneMatch(everything::contains);
    }

    static Map<String, String> without(Map<String, String> tables, String table) {
        Map<String, String> rest = new TreeMap<>(tables);
        rest.remove(table);
        return rest;
    }

    private static Map<String, String> sizes(Map<String, String> tables) {
        Map<String, String> sizes = new TreeMap<>();
        tables.forEach((table, content) -> sizes.put(table, content.split(" ", 2)[0]));
        return sizes;
    }

    static JsonNode plan(KeymendFunction function, String mode) throws IOException {
        return send(function, "plan", Map.of("install", "spacelift-2026", "mode", mode));
    }

    static JsonNode plan(KeymendFunction function, String mode, Map<String, String> context)
            throws IOException {
        return send(
                function,
                "plan",
                Map.of("install", "spacelift-2026", "mode", mode, "context", context));
    }

    static JsonNode apply(KeymendFunction function, JsonNode planned) throws IOException {
        return send(function, asked(planned));
    }

    static ObjectNode asked(JsonNode planned) {
        return MAPPER.createObjectNode()
                .put("command", "apply")
                .put("plan", planned.path("plan").asText())
                .put("rows", planned.path("rows").asText());
    }

    static JsonNode send(KeymendFunction function, JsonNode input) throws IOException {
        return MAPPER.readTree(Invocation.of(function, MAPPER.writeValueAsString(input)));
    }

    private static List<String> refused(JsonNode answer) {
        return StreamSupport.stream(answer.path("guards").spliterator(), false)
                .filter(guard -> guard.path("passed").asText().equals("false"))
                .map(guard -> guard.path("guard").asText())
                .toList();
    }

    /// The payload of the command that the alert gives to paste.
    private static JsonNode pasted(String mail, String command) throws IOException {
        String start = "--payload '";
        String line =
                mail.lines()
                        .filter(each -> each.contains("\"command\":\"" + command + "\""))
                        .findFirst()
                        .orElseThrow();
        String payload = line.substring(line.indexOf(start) + start.length());
        return MAPPER.readTree(payload.substring(0, payload.indexOf('\'')));
    }
}
