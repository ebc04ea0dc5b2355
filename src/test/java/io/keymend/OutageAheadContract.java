package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.local.Invocation;
import io.keymend.local.Layout;
import io.keymend.local.LocalStack;
import io.keymend.local.Reinstall;
import io.keymend.local.Story;
import io.keymend.local.TableChecksum;
import io.keymend.local.Truth;
import io.keymend.localaws.Database;
import io.keymend.localaws.Fault;
import io.keymend.localaws.SnsStandIn;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The whole way of an event about a key on one engine: told before anything fails, and told when
/// it is over.
abstract class OutageAheadContract {
    private static final Instant NOW = Instant.parse("2026-11-19T08:20:00Z");
    private static final String SCHEDULED = "key-deletion-scheduled.json";

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final LocalStack stack;
    private final KeymendFunction function;
    private Layout layout;

    OutageAheadContract(Database server) throws SQLException {
        stack = LocalStack.sharing(server, () -> NOW);
        function = stack.function(new PrintStream(log, true, StandardCharsets.UTF_8));
        layout = new Layout(stack, new Random(0));
    }

    @BeforeEach
    void installs() throws IOException, SQLException {
        layout = Reinstall.layOut(stack, new Random(2026));
        Reinstall.record(stack, function);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void aScheduledDeletionIsToldWithTrueCountsAndResolvedAfterTheCancel()
            throws IOException, SQLException {
        Map<String, String> before = TableChecksum.of(stack);
        stack.kms().scheduleDeletion(Story.FORMER_KEY, 12);

        List<String> told = send(SCHEDULED);

        assertThat(told).hasSize(1);
        assertThat(told.getFirst())
                .contains(
                        "Subject: Keymend: "
                                + former()
                                + " sealed values in 5 tables depend on a key"
                                + " which is deleted on 2026-12-01",
                        "Time left        12 days and 0 hours",
                        "aws kms cancel-key-deletion --region eu-west-1 --key-id "
                                + Story.FORMER_KEY,
                        "aws kms enable-key --region eu-west-1 --key-id " + Story.FORMER_KEY,
                        "By              "
                                + " arn:aws:sts::111122223333:assumed-role/platform-admin/dana",
                        "data key by spacelift-2025",
                        "Current install  spacelift-2026",
                        "It looked, and changed nothing.")
                .doesNotContain("DELETE");
        layout.truths().forEach(truth -> assertTold(told.getFirst(), truth));

        disabledByTheCancel();
        List<String> over = send("key-deletion-cancelled.json");
        assertThat(over).hasSize(1);
        assertThat(over.getFirst())
                .contains(
                        "Subject: Keymend: resolved: Spacelift self-hosted production: the key is"
                                + " no longer to be deleted",
                        "which is         disabled",
                        "Still to do".toUpperCase(java.util.Locale.ROOT),
                        "aws kms enable-key");

        stack.kms().enable(Story.FORMER_KEY);
        assertThat(send("key-enabled.json"))
                .singleElement()
                .asString()
                .contains("resolved", "the key is enabled again")
                .doesNotContain("STILL TO DO");
        assertThat(TableChecksum.of(stack)).isEqualTo(before);
    }

    @Test
    void theSameEventTwiceIsToldOnceAndWhatComesAgainIsToldAgain() throws IOException {
        stack.kms().scheduleDeletion(Story.FORMER_KEY, 12);
        assertThat(send(SCHEDULED)).hasSize(1);
        assertThat(send(SCHEDULED)).isEmpty();

        stack.kms().enable(Story.FORMER_KEY);
        assertThat(send("key-enabled.json")).hasSize(1);
        assertThat(send("key-enabled.json")).isEmpty();
        assertThat(send(SCHEDULED)).as("late, of a key that is healthy").isEmpty();

        stack.kms().scheduleDeletion(Story.FORMER_KEY, 12);
        assertThat(send(SCHEDULED)).hasSize(1);
    }

    @Test
    void anEventAboutAHealthyKeyReadsNoTableAndTellsNobody() throws IOException {
        for (String forged : List.of(SCHEDULED, "key-disabled.json", "key-deleted.json")) {
            assertThat(send(forged)).as(forged).isEmpty();
        }
        assertThat(stack.rdsData().calls())
                .noneMatch(call -> call.resource().equals(Story.PRODUCT_CLUSTER));
    }

    @Test
    void aKeyNobodyHoldsIsNobodysNews() throws IOException {
        String stranger =
                "arn:aws:kms:eu-west-1:111122223333:key/0a7e6c11-9f42-4d83-b6a5-d10c2e8f4b37";
        stack.kms().createKey(stranger);
        stack.letKeymendAskAbout(stranger);
        stack.kms().scheduleDeletion(stranger, 7);
        String event =
                Invocation.sample(SCHEDULED)
                        .replace(
                                "6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1",
                                "0a7e6c11-9f42-4d83-b6a5-d10c2e8f4b37");

        assertThat(deliver(event)).isEmpty();
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("no install on record holds the key");
    }

    @Test
    void theCurrentInstallsOwnKeyIsWatchedToo() throws IOException {
        stack.kms().scheduleDeletion(Story.CURRENT_KEY, 30);
        String event =
                Invocation.sample(SCHEDULED)
                        .replace(
                                "6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1",
                                "b2d94e07-51c6-4f3b-8a1d-7c3e5f60a9b8");

        assertThat(deliver(event))
                .singleElement()
                .asString()
                .contains(
                        "perhaps 80 sealed values depend on a key which is deleted on 2026-12-19",
                        ".vcs_integrations.access_token: perhaps 4 of 24 rows, unresolved: ")
                .doesNotContain("BEFORE THE KEY MAY GO");
    }

    @Test
    void aPolicyThatRefusesKeymendStandsUntilKeymendMayUseTheKeyAgain() throws IOException {
        stack.kms()
                .deny(Story.KEYMEND_ROLE, Story.FORMER_KEY, "kms:GenerateDataKeyWithoutPlaintext");
        assertThat(send("key-policy-changed.json"))
                .singleElement()
                .asString()
                .contains("was given a key policy that refuses Keymend", "get-key-policy");
        assertThat(command("look-again")).contains("nothing that was announced is over");

        stack.letKeymendAskAbout(Story.FORMER_KEY);
        int before = emails().size();
        assertThat(command("look-again")).contains("OutageOver");
        assertThat(emails()).hasSize(before + 1);
        assertThat(emails().getLast().text()).contains("lets Keymend use it again");
        assertThat(command("look-again")).contains("nothing that was announced is over");
    }

    @Test
    void whatCouldNotBePublishedIsToldByTheRetry() throws IOException {
        stack.kms().scheduleDeletion(Story.FORMER_KEY, 12);
        stack.sns().faults().next("Publish", new Fault.Refused(403, "AuthorizationError", "no"));
        assertThat(answer(Invocation.sample(SCHEDULED))).contains("message-0");
        assertThat(emails()).isEmpty();
        assertThat(send(SCHEDULED)).hasSize(1);

        stack.kms().enable(Story.FORMER_KEY);
        stack.sns().faults().next("Publish", new Fault.Refused(403, "AuthorizationError", "no"));
        assertThat(answer(Invocation.sample("key-enabled.json"))).contains("message-0");
        assertThat(send("key-enabled.json")).singleElement().asString().contains("resolved");
    }

    @Test
    void aRecordThatTriesToSteerIsShownEscapedAndChangesNothing() throws IOException {
        stack.kms().scheduleDeletion(Story.FORMER_KEY, 12);
        String event =
                Invocation.sample(SCHEDULED)
                        .replace(
                                "assumed-role/platform-admin/dana",
                                "assumed-role/a/'); DROP TABLE keymend.install; --\\u0007<b>"
                                        + Story.CURRENT_KEY);

        assertThat(deliver(event))
                .singleElement()
                .asString()
                .contains(
                        "Key              " + Story.FORMER_KEY,
                        "DROP TABLE keymend.install; --?<b>")
                .doesNotContain("\u0007");
        assertThat(command("installs")).contains("spacelift-2025", "spacelift-2026");
    }

    @Test
    void anotherDateTakesThePlaceOfTheOneBefore() throws IOException {
        stack.kms().scheduleDeletion(Story.FORMER_KEY, 12);
        assertThat(send(SCHEDULED)).hasSize(1);
        stack.kms().enable(Story.FORMER_KEY);
        stack.kms().scheduleDeletion(Story.FORMER_KEY, 20);

        assertThat(deliver(later(SCHEDULED)))
                .singleElement()
                .asString()
                .contains("which is deleted on 2026-12-09");
        assertThat(send(SCHEDULED)).as("the one before, once more").isEmpty();
        disabledByTheCancel();
        assertThat(send("key-deletion-cancelled.json")).hasSize(1);
    }

    @Test
    void aPolicyThatWasReplacedSinceIsNoNews() throws IOException {
        assertThat(deliver(later("key-policy-changed.json"))).hasSize(1);
        assertThat(send("key-policy-changed.json")).isEmpty();
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("a later event of the same kind is known");
    }

    /// The same call once more, an hour later.
    private static String later(String sample) throws IOException {
        return Invocation.sample(sample)
                .replace("c0a8f5de-", "d1a8f5de-")
                .replace("2026-11-19T08:1", "2026-11-19T09:1");
    }

    private void disabledByTheCancel() {
        stack.kms().enable(Story.FORMER_KEY);
        stack.kms().disable(Story.FORMER_KEY);
    }

    private int former() {
        return layout.truths().stream().mapToInt(Truth::former).sum();
    }

    private static void assertTold(String alert, Truth truth) {
        String line = "." + truth.table() + "." + truth.column() + ": ";
        if (truth.former() == 0) {
            assertThat(alert).doesNotContain(line);
        } else {
            String rows = truth.rows() == 1 ? "1 row" : truth.rows() + " rows";
            assertThat(alert).contains(line + truth.former() + " of " + rows);
        }
    }

    /// The alerts that came of a sample from the queue.
    private List<String> send(String sample) throws IOException {
        return deliver(Invocation.sample(sample));
    }

    private List<String> deliver(String event) throws IOException {
        int before = emails().size();
        assertThat(answer(event)).isEqualTo("{\"batchItemFailures\":[]}");
        return emails().stream().skip(before).map(SnsStandIn.Delivery::text).toList();
    }

    private String answer(String event) throws IOException {
        return Invocation.of(function, Invocation.sqsBatch(event));
    }

    private String command(String name) throws IOException {
        return Invocation.of(function, "{\"command\":\"" + name + "\"}");
    }

    private List<SnsStandIn.Delivery> emails() {
        return stack.sns().deliveries("email");
    }
}
