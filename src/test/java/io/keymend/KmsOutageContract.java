package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.local.Invocation;
import io.keymend.local.Layout;
import io.keymend.local.LocalStack;
import io.keymend.local.Reinstall;
import io.keymend.local.Story;
import io.keymend.local.Truth;
import io.keymend.localaws.Database;
import io.keymend.localaws.Fault;
import io.keymend.seal.Fingerprint;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/// The whole way of an event on one engine while KMS tells nothing: the counts are complete, and no
/// row is called stale.
abstract class KmsOutageContract {
    private static final List<String> OPERATIONS =
            List.of("DescribeKey", "GenerateDataKeyWithoutPlaintext", "ReEncrypt");

    /// One call to KMS is given up after ten seconds, and no second one follows it but for key
    /// states.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final LocalStack stack;
    private final KeymendFunction function;

    KmsOutageContract(Database server) throws SQLException {
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
    void aKmsThatIsDownLeavesEveryGroupUnresolved() throws IOException, SQLException {
        Layout layout = Reinstall.layOut(stack, new Random(1));
        List<String> fingerprints = fingerprints();
        stack.kms().close();

        assertUnresolved(alert(), layout, fingerprints, "no answer: ");
    }

    @Test
    void aKmsThatThrottlesLeavesEveryGroupUnresolved() throws IOException, SQLException {
        Layout layout = Reinstall.layOut(stack, new Random(2));
        OPERATIONS.forEach(
                operation -> stack.kms().faults().always(operation, new Fault.Throttled()));

        assertUnresolved(alert(), layout, fingerprints(), "ThrottlingException: Rate exceeded");
        assertThat(stack.kms().count("GenerateDataKeyWithoutPlaintext")).isEqualTo(4);
        assertThat(stack.kms().count("ReEncrypt")).isZero();
    }

    @Test
    void aKmsThatHangsLeavesEveryGroupUnresolved() throws IOException, SQLException {
        Layout layout = Reinstall.layOut(stack, new Random(3));
        OPERATIONS.forEach(operation ->
                stack.kms().faults().always(operation, new Fault.Slow(Duration.ofMinutes(1))));

        assertUnresolved(alert(), layout, fingerprints(), "no answer: ");
    }

    @Test
    void aKmsThatRefusesEveryQuestionLeavesEveryGroupUnresolved() throws IOException, SQLException {
        Layout layout = Reinstall.layOut(stack, new Random(4));
        for (String key : new String[] {Story.FORMER_KEY, Story.CURRENT_KEY}) {
            stack.kms().deny(Story.KEYMEND_ROLE, key);
            stack.kms().allow(Story.KEYMEND_ROLE, key, "kms:DescribeKey");
        }

        assertUnresolved(alert(), layout, fingerprints(), "AccessDeniedException: ");
        assertThat(questions()).isLessThanOrEqualTo(4);
    }

    private long questions() {
        return stack.kms().count("GenerateDataKeyWithoutPlaintext")
                + stack.kms().count("ReEncrypt");
    }

    private List<String> fingerprints() {
        return List.of(brief(Story.FORMER_KEY), brief(Story.CURRENT_KEY));
    }

    private String brief(String key) {
        return Fingerprint.at(stack.kms().fingerprint(key), 0).brief();
    }

    private String alert() throws IOException {
        long start = System.nanoTime();
        String answer =
                Invocation.of(
                        function,
                        Invocation.sqsBatch(Invocation.sample("spacelift-decrypt-denied.json")));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONGEST);
        assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(stack.sns().deliveries("email")).hasSize(1);
        return stack.sns().deliveries("email").getFirst().text();
    }

    private void assertUnresolved(
            String alert, Layout layout, List<String> fingerprints, String why) {
        int sealed = layout.truths().stream().mapToInt(KmsOutageContract::sealed).sum();
        assertThat(alert)
                .contains(
                        "Unclear: " + sealed + " sealed values could not be attributed to a key",
                        "It looked, and changed nothing.")
                .doesNotContain("DELETE", "Delete the rows");
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("\"verdict\":\"Unclear\"");
        assertThat(fingerprints)
                .allMatch(brief -> alert.contains("  " + brief + "  unresolved: " + why));
        layout.truths().stream()
                .filter(truth -> sealed(truth) > 0)
                .forEach(truth -> assertCounted(alert, truth));
    }

    private static void assertCounted(String alert, Truth truth) {
        List<String> block = AlertBlock.of(alert, "." + truth.table() + "." + truth.column());
        assertThat(block.get(1))
                .endsWith(
                        ": %d sealed, %d not sealed, %d empty"
                                .formatted(sealed(truth), truth.plain(), truth.empty()));
        assertThat(AlertBlock.count(block, "sealed by a key that could not be found out"))
                .isEqualTo(sealed(truth));
        assertThat(AlertBlock.count(block, "sealed by the")).isZero();
    }

    private static int sealed(Truth truth) {
        return truth.former() + truth.current();
    }
}
