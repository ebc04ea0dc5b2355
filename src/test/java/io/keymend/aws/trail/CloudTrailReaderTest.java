package io.keymend.aws.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keymend.denial.Denial;
import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.denial.LifecycleEvent;
import io.keymend.denial.Reading;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What every record on file is read as.
final class CloudTrailReaderTest {
    private static final String FORMER = "6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1";
    private static final String CURRENT = "b2d94e07-51c6-4f3b-8a1d-7c3e5f60a9b8";
    private static final String CONFIG = "AWS Config looking at a Lambda function";
    private static final String SECRET =
            "ACCESS_DENIED 3e70d9c1-a5b8-42f4-8e16-b90c57d2ea03 by secretsmanager.amazonaws.com";
    private static final String NO_RECORD =
            "malformed: a CloudTrail record has eventSource and eventName";

    private final EventReader reader =
            new EventReader(IamArn.parse("arn:aws:iam::111122223333:role/keymend-function"));

    @Test
    void everyRealRecordIsReadAsWhatItIs() throws IOException {
        assumeTrue(
                Files.isDirectory(TrailSamples.REAL),
                "no real records at " + TrailSamples.REAL + ": not read");
        assertThat(readings(TrailSamples.REAL)).containsExactlyEntriesOf(expected());
    }

    @Test
    void everySampleIsReadAsWhatItIs() throws IOException {
        assertThat(readings(Path.of("events")))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("cloudtrail-record", "ACCESS_DENIED " + FORMER),
                                Map.entry("command-create-schema", NO_RECORD),
                                Map.entry("command-help", NO_RECORD),
                                Map.entry("command-installs", NO_RECORD),
                                Map.entry("command-look-again", NO_RECORD),
                                Map.entry("command-record-current-install", NO_RECORD),
                                Map.entry("command-record-former-install", NO_RECORD),
                                Map.entry("command-record-semaphore-install", NO_RECORD),
                                Map.entry("semaphore-cannot-decrypt", NO_RECORD),
                                Map.entry(
                                        "cloudtrail-log-file",
                                        "ACCESS_DENIED "
                                                + FORMER
                                                + "; "
                                                + CONFIG
                                                + "; a decrypt that succeeded"),
                                Map.entry("command-explain-event", NO_RECORD),
                                Map.entry("command-explain-message", NO_RECORD),
                                Map.entry("config-service-noise", CONFIG),
                                Map.entry("current-key-denied-by-scp", "ACCESS_DENIED " + CURRENT),
                                Map.entry("decrypt-dry-run", "a dry run"),
                                Map.entry("forged-missing-key", "NOT_FOUND " + CURRENT),
                                Map.entry("hostile-text", "ACCESS_DENIED " + FORMER),
                                Map.entry(
                                        "lambda-environment-noise",
                                        "the environment of a Lambda function"),
                                Map.entry("logs-control-message", NO_RECORD),
                                Map.entry("logs-subscription", NO_RECORD),
                                Map.entry("secret-denied-by-service", SECRET),
                                Map.entry("sns-notification", NO_RECORD),
                                Map.entry("sqs-sns-batch", NO_RECORD),
                                Map.entry("vpc-endpoint-denied", "ACCESS_DENIED no key"),
                                Map.entry("console-default", NO_RECORD),
                                Map.entry("current-key-denied", "ACCESS_DENIED " + CURRENT),
                                Map.entry("decrypt-by-service", SECRET),
                                Map.entry("decrypt-succeeded", "a decrypt that succeeded"),
                                Map.entry("empty", NO_RECORD),
                                Map.entry("keymend-own-probe", "not a kms:Decrypt"),
                                Map.entry("spacelift-decrypt-denied", "ACCESS_DENIED " + FORMER),
                                Map.entry(
                                        "spacelift-decrypt-denied-no-key", "ACCESS_DENIED no key"),
                                Map.entry("spacelift-key-disabled", "DISABLED " + FORMER),
                                Map.entry(
                                        "spacelift-key-pending-deletion",
                                        "INVALID_STATE " + FORMER),
                                Map.entry("sqs-batch", "ACCESS_DENIED " + FORMER),
                                Map.entry(
                                        "stranger-key",
                                        "ACCESS_DENIED 0d7e5c19-3b42-4f86-a1c8-94e6d2b7f035"),
                                Map.entry("stranger-role", "ACCESS_DENIED " + FORMER)));
    }

    @Test
    void aRecordOfADenialKeepsWhatItSays() throws IOException {
        Path file = Path.of("events", "spacelift-decrypt-denied.json");

        assertThat(reader.read(TrailSamples.records(file).getFirst()))
                .isInstanceOfSatisfying(
                        Reading.Refused.class, refused -> keepsWhatItSays(refused.denial()));
    }

    private static void keepsWhatItSays(Denial denial) {
        assertThat(denial.time()).isEqualTo("2026-11-19T08:12:07Z");
        assertThat(denial.eventId()).hasSize(36);
        assertThat(denial.region()).isEqualTo("eu-west-1");
        assertThat(denial.errorCode()).isEqualTo("AccessDenied");
        assertThat(denial.message()).contains("on resource: " + denial.key().orElseThrow());
        assertThat(denial.principal().arn())
                .startsWith("arn:aws:sts::111122223333:assumed-role/spacelift-server-role-k3x9a/");
        assertThat(denial.principal().identity())
                .hasToString(
                        "Optional[arn:aws:iam::111122223333:role/spacelift-server-role-k3x9a]");
    }

    @Test
    void keymendsOwnDecryptIsNoIncident() throws IOException {
        String record =
                Files.readString(Path.of("events", "cloudtrail-record.json"))
                        .replace("spacelift-server-role-k3x9a", "keymend-function");

        assertThat(reader.read(TrailSamples.read(record)))
                .isEqualTo(new Reading.Unrelated("Keymend's own call"));
    }

    private Map<String, String> readings(Path folder) throws IOException {
        Map<String, String> readings = new TreeMap<>();
        for (Path file :
                TrailSamples.files(folder).stream()
                        .filter(CloudTrailReaderTest::isOfADenial)
                        .toList()) {
            readings.put(
                    file.getFileName().toString().replace(".json", ""),
                    TrailSamples.records(file).stream()
                            .map(record -> shown(reader.read(record)))
                            .collect(Collectors.joining("; ")));
        }
        return readings;
    }

    private static String shown(LifecycleEvent event) {
        return switch (event) {
            case LifecycleEvent.OfKey of -> of.change() + " " + of.key().id();
            case LifecycleEvent.OfStack of -> "stack " + of.change();
            case LifecycleEvent.OfResource of -> "resource of " + of.stack().name();
        };
    }

    private static String shown(Reading reading) {
        return switch (reading) {
            case Reading.Refused(var denial) ->
                    denial.refusal()
                            + " "
                            + denial.key().map(KeyArn::id).orElse("no key")
                            + denial.service().map(service -> " by " + service).orElse("");
            case Reading.Lifecycle(var event) -> shown(event);
            case Reading.Unrelated(var reason) -> reason;
            case Reading.Malformed(var fault) -> "malformed: " + fault;
        };
    }

    /// Samples of keys and stacks are read by another reader.
    private static boolean isOfADenial(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith("key-") && !name.startsWith("stack-");
    }

    private static Map<String, String> expected() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        CloudTrailReaderTest.class.getResourceAsStream("real-records.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", 2))
                    .collect(
                            Collectors.toMap(
                                    row -> row[0], row -> row[1], (one, _) -> one, TreeMap::new));
        }
    }
}
