package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.local.Invocation;
import io.keymend.local.Layout;
import io.keymend.local.LocalStack;
import io.keymend.local.RandomTables;
import io.keymend.local.Reinstall;
import io.keymend.local.SealedTable;
import io.keymend.local.Story;
import io.keymend.local.TableChecksum;
import io.keymend.local.Truth;
import io.keymend.localaws.Database;
import io.keymend.localaws.SnsStandIn;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/// The whole way of an event on one engine: a product installed again over the database it kept.
abstract class ReinstallContract {
    private static final String DENIED = "spacelift-decrypt-denied.json";

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final LocalStack stack;
    private final KeymendFunction function;

    ReinstallContract(Database server) throws SQLException {
        stack = LocalStack.sharing(server, InstantSource.system());
        function = stack.function(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @BeforeEach
    void installs() throws IOException {
        Reinstall.record(stack, function);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void theAlertNamesKeyInstallsRowsStateRemediesAndEvent() throws IOException, SQLException {
        Layout layout = Reinstall.layOut(stack, new Random(1));

        String alert = alertFor(DENIED);

        assertThat(alert)
                .contains(
                        "Subject: Keymend: Spacelift self-hosted production cannot decrypt 226"
                                + " sealed values",
                        "377c36c0-9c37-474b-8511-49d0b6ea8a5c at 2026-11-19T08:12:07Z",
                        "Former install   spacelift-2025",
                        "sealed under " + Story.FORMER_KEY + "\n    which is enabled",
                        "Current install  spacelift-2026",
                        "seals under " + Story.CURRENT_KEY + "\n    which is enabled")
                .containsSubsequence(
                        "1. Give the current roles access to the old key (nothing is lost)",
                        "aws kms create-grant",
                        "2. Re-seal the rows",
                        "ENCRYPTION_KMS_ENCRYPTION_KEY_ID",
                        "Restart server, drain and scheduler",
                        "/admin-login",
                        "./scripts/update-sso-settings.sh",
                        "WHAT HAPPENED",
                        "WHAT THE TABLES HOLD",
                        "The current key opened a fresh value of its own in this run.",
                        "Rule \"a key may open the rows\"",
                        "It looked, and changed nothing.")
                .doesNotContain("DELETE");
        layout.truths().forEach(truth -> assertThatAlertTells(alert, truth));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 8);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsEqualWhatWasLaidOut(long seed) throws IOException, SQLException {
        Random random = new Random(seed);
        Reinstall.keys(stack);
        Layout layout = new Layout(stack, random);
        for (SealedTable table : new RandomTables(random).next()) {
            layout.add(table);
        }

        String alert = alertFor(DENIED);

        layout.truths().forEach(truth -> assertThatAlertTells(alert, truth));
    }

    @Test
    void aDenialThatNamesNoKeyEndsInTheSameRows() throws IOException, SQLException {
        Layout layout = Reinstall.layOut(stack, new Random(2));

        String alert = alertFor("spacelift-decrypt-denied-no-key.json");

        assertThat(alert).contains("Asked key        the event names none");
        assertThat(alert).contains("sealed under " + Story.FORMER_KEY);
        layout.truths().forEach(truth -> assertThatAlertTells(alert, truth));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stranger-key.json", "stranger-role.json"})
    void aStrangersDenialSaysSoAndTouchesNoTable(String sample) throws IOException, SQLException {
        Reinstall.layOut(stack, new Random(3));

        String alert = alertFor(sample);

        assertThat(alert)
                .contains(
                        "a key or role in no recorded install",
                        "No table was read",
                        "record-install")
                .doesNotContain("DELETE");
        assertThat(stack.rdsData().calls())
                .noneMatch(call -> call.resource().equals(Story.PRODUCT_CLUSTER));
    }

    @Test
    void rowsOfRotatedKeyMaterialAreStillTheOldKeys() throws IOException, SQLException {
        Layout layout = Reinstall.layOut(stack, new Random(4));
        stack.kms().rotate(Story.FORMER_KEY);

        String alert = alertFor(DENIED);

        assertThat(alert).contains("inferred: not the current key");
        layout.truths().forEach(truth -> assertThatAlertTells(alert, truth));
    }

    @Test
    void aKeyPendingDeletionIsSavedFirst() throws IOException, SQLException {
        Reinstall.layOut(stack, new Random(5));
        stack.kms().scheduleDeletion(Story.FORMER_KEY, 12);

        String alert = alertFor("spacelift-key-pending-deletion.json");

        assertThat(alert)
                .contains("pending deletion, deleted on", "(11 d 23 h left)")
                .containsSubsequence(
                        "Subject: ",
                        ": 11 d 23 h left",
                        "The key is being deleted: on 20",
                        ", 11 d 23 h left. Stop that first.",
                        "1. Cancel the deletion of the old key now, then enable it",
                        "aws kms cancel-key-deletion",
                        "aws kms enable-key",
                        "aws kms create-grant",
                        "Re-seal the rows")
                .doesNotContain("DELETE");
        assertThat(firstCommand(alert))
                .isEqualTo(
                        "aws kms cancel-key-deletion --region eu-west-1 --key-id "
                                + Story.FORMER_KEY);
    }

    @Test
    void theCurrentKeyDeniedIsAboutAccessAndNeverAboutRows() throws IOException, SQLException {
        Reinstall.layOut(stack, new Random(6));

        String alert = alertFor("current-key-denied.json");

        assertThat(alert)
                .contains("may not use its own key", "Do not touch the data")
                .doesNotContainIgnoringCase("delet");
        assertThat(firstCommand(alert))
                .isEqualTo(
                        "aws iam put-role-policy --role-name spacelift-server-role-k3x9a"
                                + " --policy-name keymend-decrypt --policy-document"
                                + " '{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":"
                                + "\"Allow\",\"Action\":\"kms:Decrypt\",\"Resource\":\""
                                + Story.CURRENT_KEY
                                + "\"}]}'");
    }

    @Test
    void aMultiRegionKeyAskedForElsewhereGetsItsReplica() throws IOException {
        String there = "arn:aws:kms:us-east-1:111122223333:key/mrk-" + "1f".repeat(16);
        String here = there.replace("us-east-1", "eu-west-1");
        stack.kms().createMultiRegionKey(there);
        stack.letKeymendAskAbout(there);
        stack.letKeymendAskAbout(here);
        Invocation.of(
                function,
                Reinstall.sample(stack, "command-record-current-install.json")
                        .replace(Story.CURRENT_KEY, there));
        String denied =
                Invocation.sample("current-key-denied.json").replace(Story.CURRENT_KEY, here);

        assertThat(alertForEvent(denied))
                .contains("asks for its key in the wrong Region", "Do not touch the data")
                .containsSubsequence(
                        "1. Ask for the key in Region us-east-1",
                        "2. Or make a replica of the key in Region eu-west-1",
                        "aws kms replicate-key --region us-east-1 --key-id "
                                + there
                                + " --replica-region eu-west-1",
                        "aws kms create-grant --region eu-west-1 --key-id " + here)
                .doesNotContainIgnoringCase("delet");

        stack.kms().replicate(there, "eu-west-1");
        Invocation.of(function, denied);
        assertThat(lastEmail()).contains("may not use its own key").doesNotContain("replica");
    }

    @Test
    void aKeyThatIsGoneIsLostOnlyWhereItsSealsWereSeenBefore() throws IOException, SQLException {
        Reinstall.layOut(stack, new Random(10));
        stack.kms().finishDeletion(Story.FORMER_KEY);

        assertThat(alertFor(DENIED))
                .contains("Unclear: no key on record opens 226 sealed values.")
                .doesNotContain("DELETE");
    }

    @Test
    void nothingChangesInAnyProductTable() throws IOException, SQLException {
        Reinstall.layOut(stack, new Random(7));
        Map<String, String> before = TableChecksum.of(stack);

        for (String sample : EverySample.names()) {
            Invocation.of(function, Reinstall.sample(stack, sample));
        }

        assertThat(before).hasSize(Reinstall.tables());
        assertThat(TableChecksum.of(stack)).isEqualTo(before);
    }

    @Test
    void noSecretAndNoBlobIsWrittenAnywhere() throws IOException, SQLException {
        Layout layout = Reinstall.layOut(stack, new Random(8));
        StringBuilder written = new StringBuilder();

        for (String sample : EverySample.names()) {
            written.append(Invocation.of(function, Reinstall.sample(stack, sample)));
        }
        stack.kms().disable(Story.CURRENT_KEY);
        written.append(Invocation.ofSample(function, DENIED));
        written.append(log.toString(StandardCharsets.UTF_8));
        stack.sns().deliveries().forEach(delivery -> written.append(delivery.text()));

        String everything = written.toString();
        assertThat(everything).contains("cannot decrypt 226 sealed values");
        assertThat(layout.planted()).hasSizeGreaterThan(700);
        assertThat(layout.planted()).noneMatch(everything::contains);
        assertThat(stack.passwords()).noneMatch(everything::contains);
    }

    @Test
    void theDeleteStatementsDeleteExactlyTheRowsTheyExpect() throws IOException, SQLException {
        Reinstall.layOut(stack, new Random(9));
        byte[] fingerprint = stack.kms().fingerprint(Story.FORMER_KEY);
        alertFor(DENIED);
        stack.kms().finishDeletion(Story.FORMER_KEY);
        Invocation.ofSample(function, DENIED);
        assertThat(lastEmail())
                .contains(
                        "lost the key of 226 sealed values",
                        "seen to make this fingerprint while KMS still knew it",
                        "accounts: do not delete from this table",
                        "Ruled out. Bringing back " + Story.FORMER_KEY)
                .doesNotContain("Point the install back at the old key");
        PastedDeletes deletes = PastedDeletes.of(lastEmail());

        assertThat(deletes.tables())
                .containsExactly(
                        "context_variables", "oidc_settings", "stack_secrets", "vcs_integrations");
        try (Connection connection = stack.server().admin(stack.productDatabase())) {
            connection.setAutoCommit(false);
            StaleRows stale = new StaleRows(connection, fingerprint);
            for (PastedDeletes.Delete delete : deletes.all()) {
                int before = stale.in(delete.table());
                assertThat(delete.run(connection)).isEqualTo(delete.expected()).isEqualTo(before);
                assertThat(stale.in(delete.table())).isZero();
            }
            connection.rollback();
        }
    }

    private static String firstCommand(String alert) {
        return alert.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("aws "))
                .findFirst()
                .orElseThrow();
    }

    private String lastEmail() {
        return stack.sns().deliveries("email").getLast().text();
    }

    private String alertFor(String sample) throws IOException {
        return alertForEvent(Invocation.sample(sample));
    }

    private String alertForEvent(String event) throws IOException {
        int before = stack.sns().deliveries("email").size();
        String answer = Invocation.of(function, Invocation.sqsBatch(event));
        assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
        List<SnsStandIn.Delivery> emails = stack.sns().deliveries("email");
        assertThat(emails).hasSize(before + 1);
        return emails.getLast().text();
    }

    /// The alert's block about one column says exactly what was laid out there.
    private void assertThatAlertTells(String alert, Truth truth) {
        String name = "." + truth.table() + "." + truth.column();
        if (truth.former() + truth.current() == 0) {
            assertThat(alert).doesNotContain(name + "\n", name + "  (");
            return;
        }
        List<String> block = AlertBlock.of(alert, name);
        int sealed = truth.former() + truth.current();
        assertThat(block.get(1).strip())
                .isEqualTo(
                        "%s: %d sealed, %d not sealed, %d empty"
                                .formatted(
                                        truth.rows() == 1 ? "1 row" : truth.rows() + " rows",
                                        sealed,
                                        truth.plain(),
                                        truth.empty()));
        boolean named = truth.table().equals("oidc_settings") || truth.table().equals("accounts");
        assertThat(block.getFirst().contains("(no profile names this column)")).isEqualTo(!named);
        assertThat(AlertBlock.count(block, "sealed by the old key")).isEqualTo(truth.former());
        assertThat(AlertBlock.count(block, "sealed by the current key")).isEqualTo(truth.current());
        if (!truth.formerKeys().isEmpty()) {
            List<String> first = truth.formerKeys().stream().limit(5).toList();
            int more = truth.former() - first.size();
            assertThat(block)
                    .anyMatch(line ->
                            line.endsWith(
                                    ": "
                                            + String.join("; ", first)
                                            + (more > 0 ? "; +" + more + " more" : "")));
        }
    }
}
