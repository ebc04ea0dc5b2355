package io.keymend.aws.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keymend.denial.LifecycleEvent;
import io.keymend.denial.Reading;
import io.keymend.json.Node;
import io.keymend.local.Invocation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

final class LifecycleReaderTest {
    private static final String KEY =
            "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "docs_kms_schedulekeydeletion.json|DELETION_SCHEDULED due 2021-04-12T18:58:30Z",
                "docs_kms_cancelkeydeletion.json|DELETION_CANCELLED",
                "docs_kms_disablekey.json|DISABLED",
                "docs_kms_enablekey.json|ENABLED",
                "docs_kms_putkeypolicy.json|POLICY_CHANGED",
                "docs_kms_createkey.json|CREATED",
                "docs_kms_updatealias.json|ALIAS_SET alias/my_alias",
                "docs_kms_createalias.json|ALIAS_SET alias/ExampleAlias",
                "docs_kms_deletealias.json|ALIAS_REMOVED alias/my_alias",
                "docs_kms_creategrant.json|GRANT_CREATED EX_PRINCIPAL_ID",
                "docs_kms_deletekey_serviceevent.json|DELETED",
                "docs_kms_deleteexpiredkeymaterial.json|MATERIAL_EXPIRED",
                "docs_eventbridge_kms_direct.json|ROTATED",
                "docs_eventbridge_kms_direct_3.json|DELETED"
            })
    void aPublicRecordIsReadAsWhatItIs(String file, String told) throws IOException {
        Path path = TrailSamples.REAL.resolve(file);
        assumeTrue(Files.exists(path), "no public records");
        assertThat(read(Files.readString(path)))
                .get()
                .isInstanceOfSatisfying(
                        Reading.Lifecycle.class,
                        reading -> {
                            LifecycleEvent.OfKey event = (LifecycleEvent.OfKey) reading.event();
                            assertThat(event.key()).hasToString(KEY);
                            assertThat(shown(event)).isEqualTo(told);
                        });
    }

    @Test
    void theRestOfTheLifecycleAmongPublicRecordsIsReadToo() throws IOException {
        assumeTrue(Files.isDirectory(TrailSamples.REAL), "no public records");
        Map<String, String> others = new TreeMap<>();
        for (Path file : TrailSamples.files(TrailSamples.REAL)) {
            read(Files.readString(file))
                    .filter(reading -> !isOfTheExampleKey(reading))
                    .ifPresent(reading ->
                            others.put(String.valueOf(file.getFileName()), shown(reading)));
        }
        String stack = "arn:aws:cloudformation:us-east-1:012345678910:stack/my-test-stack";
        assertThat(others)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry(
                                        "docs_kms_createkey_2.json",
                                        "CREATED 0987dcba-09fe-87dc-65ba-ab0987654321"),
                                Map.entry(
                                        "docs_kms_schedulekeydeletion_2.json",
                                        "DELETION_SCHEDULED mrk-1234abcd12ab34cd56ef1234567890ab"),
                                Map.entry(
                                        "docs_kms_replicatekey.json",
                                        "REPLICATED 1234abcd-12ab-34cd-56ef-1234567890ab"),
                                Map.entry(
                                        "docs_cfn_cloudtrail.json",
                                        "CREATE_ASKED "
                                                + stack
                                                + "/a38e6a60-b397-11e3-b0fc-08002755629e"),
                                Map.entry(
                                        "docs_cfn_cloudtrail_2.json",
                                        "UPDATE_ASKED "
                                                + stack
                                                + "/a38e6a60-b397-11e3-b0fc-08002755629e"),
                                Map.entry("docs_cfn_cloudtrail_5.json", "DELETE_ASKED " + stack),
                                Map.entry(
                                        "docs_eventbridge_cfn_4.json",
                                        "CREATED"
                                            + " arn:aws:cloudformation:us-west-1:111122223333:stack/teststack"),
                                Map.entry(
                                        "docs_eventbridge_cfn_2.json",
                                        "a stack's resource that tells nothing of an install"),
                                Map.entry(
                                        "real_cfn_createstack.json",
                                        "a lifecycle event without a stack of its account"),
                                Map.entry(
                                        "pantheranalysis_kms_putkeypolicy_2.json",
                                        "a lifecycle event without an id and an ISO 8601"
                                                + " time"),
                                Map.entry(
                                        "streamalert_kms_putkeypolicy_1.json",
                                        "POLICY_CHANGED 0000000-0000-0000-0000-0000000000000")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"eventID\"|\"errorCode\": \"AccessDenied\", \"eventID\"|a lifecycle call that"
                        + " failed",
                "111122223333:key|444455556666:key|a lifecycle event without one key of its"
                        + " account",
                "\"recipientAccountId\": \"111122223333\"|\"recipientAccountId\":"
                        + " \"444455556666\"|a lifecycle event without one key of its account",
                "\"eventName\": \"ScheduleKeyDeletion\"|\"eventName\": \"DeleteKey\"|-",
                "\"eventName\": \"ScheduleKeyDeletion\"|\"eventName\": \"Encrypt\"|-",
                "2026-11-19T08:15:00Z|yesterday|a lifecycle event without an id and an ISO"
                        + " 8601 time",
                "2026-11-19T08:15:00Z|+99999-11-19T08:15:00Z|a lifecycle event without an id"
                        + " and an ISO 8601 time",
                "c0a8f5de-1b6e-4d55-9a40-3b1f2d7e8c21|a; DROP TABLE x|a lifecycle event"
                        + " without an id and an ISO 8601 time"
            })
    void whatCannotBeBelievedIsNoEvent(String from, String to, String told) throws IOException {
        String sample = Invocation.sample("key-deletion-scheduled.json");
        assertThat(sample).contains(from);
        assertThat(detail(sample.replace(from, to)).map(LifecycleReaderTest::shown).orElse("-"))
                .isEqualTo(told);
    }

    @Test
    void onlyKmsItselfTellsThatAKeyWasDeleted() throws IOException {
        String sample = Invocation.sample("key-deleted.json");
        assertThat(detail(sample).map(LifecycleReaderTest::shown))
                .get()
                .asString()
                .startsWith("DELETED");
        assertThat(detail(sample.replace("AwsServiceEvent", "AwsApiCall"))).isEmpty();
    }

    @Test
    void twoKeysInOneRecordAreNoKey() throws IOException {
        String two =
                Invocation.sample("key-deletion-scheduled.json")
                        .replace(
                                "\"resources\": [\n      {",
                                "\"resources\": [{\"ARN\": \"" + KEY + "\"},\n      {");
        assertThat(detail(two).map(LifecycleReaderTest::shown))
                .contains("a lifecycle event without one key of its account");
    }

    @Test
    void aNoticeWhoseIdIsNotItsKeysIsNotBelieved() throws IOException {
        String notice = Invocation.sample("key-deleted-notice.json");
        assertThat(read(notice).map(LifecycleReaderTest::shown))
                .get()
                .asString()
                .startsWith("DELETED");
        assertThat(
                        read(notice.replace("\"key-id\": \"6f1c", "\"key-id\": \"7f1c"))
                                .map(LifecycleReaderTest::shown))
                .contains("a lifecycle event without one key of its account");
    }

    @Test
    void aBareIdGetsTheRecordsAccountAndRegion() {
        String record =
                """
                {"eventSource":"kms.amazonaws.com","eventName":"DisableKey","eventID":"a","eventTime":"2026-11-19T08:15:00Z",
                "awsRegion":"cn-north-1","recipientAccountId":"111122223333","requestParameters":{"keyId":"abc"}}\
                """;
        assertThat(read(record))
                .get()
                .extracting(LifecycleReaderTest::shown)
                .isEqualTo("DISABLED abc");
        assertThat(read(record))
                .get()
                .asString()
                .contains("arn:aws-cn:kms:cn-north-1:111122223333:key/abc");
    }

    @Test
    void aLongActorIsCutAndPlain() throws IOException {
        String longest = "\\u202e\\u0000é" + "x".repeat(5_000);
        String sample =
                Invocation.sample("key-deletion-scheduled.json")
                        .replace("assumed-role/platform-admin/dana", "assumed-role/" + longest);
        assertThat(detail(sample))
                .get()
                .isInstanceOfSatisfying(
                        Reading.Lifecycle.class,
                        reading ->
                                assertThat(reading.event().source().actor())
                                        .hasSize(300)
                                        .matches("[\\x20-\\x7e]*"));
    }

    @Test
    void aServicesGrantIsNoise() {
        String record =
                """
                {"eventSource":"kms.amazonaws.com","eventName":"CreateGrant","eventID":"a","eventTime":"2026-11-19T08:15:00Z",
                "userIdentity":{"invokedBy":"ec2.amazonaws.com"},"recipientAccountId":"111122223333",
                "resources":[{"ARN":"arn:aws:kms:eu-west-1:111122223333:key/a"}]}\
                """;
        assertThat(read(record))
                .contains(new Reading.Unrelated("a grant that a service manages for itself"));
    }

    private static Optional<Reading> read(String document) {
        return LifecycleReader.read(TrailSamples.read(document));
    }

    private static Optional<Reading> detail(String envelope) {
        Node document = TrailSamples.read(envelope);
        return LifecycleReader.read(document.at("detail"));
    }

    private static boolean isOfTheExampleKey(Reading reading) {
        return reading instanceof Reading.Lifecycle(var event)
                && event instanceof LifecycleEvent.OfKey of
                && of.key().toString().equals(KEY)
                && !shown(reading).startsWith("REPLICATED");
    }

    private static String shown(Reading reading) {
        return switch (reading) {
            case Reading.Lifecycle(var event) ->
                    switch (event) {
                        case LifecycleEvent.OfKey of -> of.change() + " " + of.key().id();
                        case LifecycleEvent.OfStack of -> of.change() + " " + of.stack();
                        case LifecycleEvent.OfResource of ->
                                of.type() + " " + of.logicalId() + " " + of.physicalId();
                    };
            case Reading.Unrelated(var reason) -> reason;
            case Reading.Malformed(var fault) -> "malformed: " + fault;
            case Reading.Refused _ -> "refused";
        };
    }

    private static String shown(LifecycleEvent.OfKey event) {
        return event.change()
                + event.due().map(due -> " due " + due).orElse("")
                + (event.note().isEmpty() ? "" : " " + event.note());
    }
}
