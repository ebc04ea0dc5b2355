package io.keymend.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.util.Map.entry;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import software.amazon.event.ruler.Ruler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Whether the rule ever fires: its own pattern, evaluated as EventBridge does.
final class TemplateRuleTest {
    /// Every sample with an envelope, and whether the rule takes it to the queue.
    private static final Map<String, Boolean> RULE_MATCHES =
            Map.ofEntries(
                    entry("spacelift-decrypt-denied.json", true),
                    entry("spacelift-decrypt-denied-no-key.json", true),
                    entry("spacelift-key-disabled.json", true),
                    entry("spacelift-key-pending-deletion.json", true),
                    entry("current-key-denied.json", true),
                    entry("stranger-key.json", true),
                    entry("stranger-role.json", true),
                    entry("decrypt-by-service.json", true),
                    entry("config-service-noise.json", true),
                    entry("sqs-batch.json", true),
                    entry("current-key-denied-by-scp.json", true),
                    entry("forged-missing-key.json", true),
                    entry("hostile-text.json", true),
                    entry("lambda-environment-noise.json", true),
                    entry("secret-denied-by-service.json", true),
                    entry("vpc-endpoint-denied.json", true),
                    entry("decrypt-dry-run.json", false),
                    entry("decrypt-succeeded.json", false),
                    entry("keymend-own-probe.json", false));

    private static final Path RECORDS = Path.of("../shared/data/cloudtrail");

    private static Template template;

    @BeforeAll
    static void read() throws IOException {
        template = Template.ofKeymend();
    }

    @Test
    void theRuleMatchesFailedDecryptsAndNothingElse() throws Exception {
        Map<String, Boolean> matches = new TreeMap<>();
        for (Path file : jsonFiles(Path.of("events"))) {
            for (String envelope : Envelopes.in(file)) {
                matches.put(name(file), matches(envelope));
            }
        }

        assertThat(matches).isEqualTo(RULE_MATCHES);
    }

    @Test
    void theRuleMatchesTheRealDenialAmongPublicRecords() throws Exception {
        assumeTrue(
                Files.isDirectory(RECORDS), "skipped: no public CloudTrail records in " + RECORDS);
        TreeSet<String> matching = new TreeSet<>();
        for (Path file : jsonFiles(RECORDS)) {
            for (String envelope : Envelopes.around(file)) {
                if (matches(envelope)) {
                    matching.add(name(file));
                }
            }
        }

        assertThat(matching)
                .containsExactly(
                        "docs_kms_decrypt_5.json",
                        "real_kms_decrypt_AccessDenied_lambda_env_grant.json");
    }

    @Test
    void theRuleSeesReadOnlyCalls() {
        assertThat(template.the("AWS::Events::Rule").path("State").asText())
                .isEqualTo("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
    }

    private static boolean matches(String envelope) throws Exception {
        return Ruler.matchesRule(envelope, template.eventPattern());
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static List<Path> jsonFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }
}
