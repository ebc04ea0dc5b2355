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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Whether the rules ever fire: their own patterns, evaluated as EventBridge does.
final class TemplateRuleTest {
    /// Every sample with an envelope, and the rule that takes it to the queue, if one does.
    private static final Map<String, String> RULE_MATCHES =
            Map.ofEntries(
                    entry("spacelift-decrypt-denied.json", "DenialRule"),
                    entry("spacelift-decrypt-denied-no-key.json", "DenialRule"),
                    entry("spacelift-key-disabled.json", "DenialRule"),
                    entry("spacelift-key-pending-deletion.json", "DenialRule"),
                    entry("current-key-denied.json", "DenialRule"),
                    entry("stranger-key.json", "DenialRule"),
                    entry("stranger-role.json", "DenialRule"),
                    entry("decrypt-by-service.json", "DenialRule"),
                    entry("config-service-noise.json", "DenialRule"),
                    entry("sqs-batch.json", "DenialRule"),
                    entry("decrypt-succeeded.json", ""),
                    entry("keymend-own-probe.json", ""),
                    entry("key-deletion-scheduled.json", "KeyRule"),
                    entry("key-deletion-cancelled.json", "KeyRule"),
                    entry("key-disabled.json", "KeyRule"),
                    entry("key-enabled.json", "KeyRule"),
                    entry("key-policy-changed.json", "KeyRule"),
                    entry("key-material-expiring.json", "KeyRule"),
                    entry("key-deleted.json", "KeyRule"),
                    entry("key-deleted-notice.json", "KeyNoticeRule"),
                    entry("stack-made-a-key.json", "StackRule"),
                    entry("stack-deleted.json", "StackRule"),
                    entry("current-key-denied-by-scp.json", "DenialRule"),
                    entry("forged-missing-key.json", "DenialRule"),
                    entry("hostile-text.json", "DenialRule"),
                    entry("lambda-environment-noise.json", "DenialRule"),
                    entry("secret-denied-by-service.json", "DenialRule"),
                    entry("vpc-endpoint-denied.json", "DenialRule"),
                    entry("decrypt-dry-run.json", ""));

    private static final Path RECORDS = Path.of("../shared/data/cloudtrail");

    private static Template template;

    @BeforeAll
    static void read() throws IOException {
        template = Template.ofKeymend();
    }

    @Test
    void eachRuleMatchesItsOwnSamplesAndNoOthers() throws Exception {
        Map<String, String> matches = new TreeMap<>();
        for (Path file : jsonFiles(Path.of("events"))) {
            for (String envelope : Envelopes.in(file)) {
                matches.put(name(file), String.join(" ", matching(envelope)));
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
                if (matches("DenialRule", envelope)) {
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
        assertThat(template.resource("DenialRule").path("State").asText())
                .isEqualTo("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
    }

    @Test
    void theOtherRulesMatchTheLifecycleAmongPublicRecords() throws Exception {
        assumeTrue(
                Files.isDirectory(RECORDS), "skipped: no public CloudTrail records in " + RECORDS);
        Map<String, TreeSet<String>> matching = new TreeMap<>();
        for (Path file : jsonFiles(RECORDS)) {
            for (String envelope : Envelopes.around(file)) {
                for (String rule : matching(envelope)) {
                    matching.computeIfAbsent(rule, _ -> new TreeSet<>()).add(name(file));
                }
            }
        }

        assertThat(matching.get("KeyRule"))
                .containsExactly(
                        "docs_kms_cancelkeydeletion.json",
                        "docs_kms_createalias.json",
                        "docs_kms_creategrant.json",
                        "docs_kms_createkey.json",
                        "docs_kms_createkey_2.json",
                        "docs_kms_deletealias.json",
                        "docs_kms_deleteexpiredkeymaterial.json",
                        "docs_kms_deletekey_serviceevent.json",
                        "docs_kms_disablekey.json",
                        "docs_kms_enablekey.json",
                        "docs_kms_putkeypolicy.json",
                        "docs_kms_replicatekey.json",
                        "docs_kms_retiregrant.json",
                        "docs_kms_revokegrant.json",
                        "docs_kms_schedulekeydeletion.json",
                        "docs_kms_schedulekeydeletion_2.json",
                        "docs_kms_updatealias.json",
                        "pantheranalysis_kms_putkeypolicy_2.json",
                        "streamalert_kms_putkeypolicy_1.json");
        assertThat(matching.get("KeyNoticeRule"))
                .containsExactly(
                        "docs_eventbridge_kms_direct.json", "docs_eventbridge_kms_direct_3.json");
        assertThat(matching.get("StackRule"))
                .containsExactly(
                        "docs_cfn_cloudtrail.json",
                        "docs_cfn_cloudtrail_2.json",
                        "docs_cfn_cloudtrail_5.json",
                        "docs_eventbridge_cfn_4.json",
                        "real_cfn_createstack.json");
    }

    /// The rules that take an event to the queue.
    private static List<String> matching(String envelope) throws Exception {
        List<String> rules = new ArrayList<>();
        for (String rule : template.names("AWS::Events::Rule")) {
            if (matches(rule, envelope)) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private static boolean matches(String rule, String envelope) throws Exception {
        return Ruler.matchesRule(envelope, template.eventPattern(rule));
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
