package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.json.Json;
import io.keymend.local.Invocation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// What comes out of each wrapping.
final class OpenerTest {
    private static final String RECORD =
            "{\"eventSource\":\"kms.amazonaws.com\",\"eventName\":\"Decrypt\"}";

    private final Json json = new Json();
    private final Opener opener = new Opener(json);

    private Input open(String text) {
        try {
            return opener.open(json.read(text));
        } catch (Json.Unreadable e) {
            throw new IllegalArgumentException(e);
        }
    }

    private List<Item> several(String text) {
        return ((Input.Several) open(text)).items();
    }

    static String logs(String payload) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(payload.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return logsOf(packed.toByteArray());
    }

    private static String logsOf(byte[] packed) {
        return "{\"awslogs\":{\"data\":\"" + Base64.getEncoder().encodeToString(packed) + "\"}}";
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static String data(String... messages) {
        StringBuilder events = new StringBuilder();
        for (String message : messages) {
            events.append(events.isEmpty() ? "" : ",")
                    .append("{\"id\":\"1\",\"timestamp\":1,\"message\":")
                    .append(quoted(message))
                    .append('}');
        }
        return logs("{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[" + events + "]}");
    }

    @Test
    void aRecordAloneIsOneEventBareOrInItsEnvelope() {
        assertThat(open(RECORD)).isInstanceOf(Input.One.class);
        assertThat(
                        open(
                                "{\"detail-type\":\"AWS API Call via CloudTrail\",\"detail\":"
                                        + RECORD
                                        + "}"))
                .isInstanceOfSatisfying(
                        Input.One.class,
                        one ->
                                assertThat(one.event().at("eventName").textOrEmpty())
                                        .isEqualTo("Decrypt"));
    }

    @Test
    void anEnvelopeWithoutARecordStaysWhole() {
        assertThat(
                        open(
                                "{\"detail-type\":\"KMS CMK Deletion\",\"source\":\"aws.kms\","
                                        + "\"detail\":{\"key-id\":\"x\"}}"))
                .isInstanceOfSatisfying(
                        Input.One.class,
                        one ->
                                assertThat(one.event().at("detail-type").textOrEmpty())
                                        .isEqualTo("KMS CMK Deletion"));
    }

    @Test
    void aLogFileHoldsRecordsAndABadOneIsTold() {
        assertThat(
                        several(
                                "{\"Records\":["
                                        + RECORD
                                        + ",7,{},"
                                        + "{\"eventSource\":\"aws:s3\",\"eventName\":\"x\"},"
                                        + RECORD
                                        + "]}"))
                .extracting(item -> item.getClass().getSimpleName() + " " + item.origin())
                .containsExactly(
                        "Event Records[0]",
                        "Unreadable Records[1]",
                        "Unreadable Records[2]",
                        "Unreadable Records[3]",
                        "Event Records[4]");
    }

    @Test
    void aSubscriptionHoldsRecordsAndEnvelopesAndABadOneIsTold() {
        String envelope =
                "{\"detail-type\":\"AWS API Call via CloudTrail\",\"detail\":" + RECORD + "}";
        assertThat(several(data(RECORD, "{no json", "{}", envelope, "a line")))
                .extracting(item -> item.getClass().getSimpleName() + " " + item.origin())
                .containsExactly(
                        "Event awslogs.logEvents[0]",
                        "Unreadable awslogs.logEvents[1]",
                        "Unreadable awslogs.logEvents[2]",
                        "Event awslogs.logEvents[3]",
                        "Nothing awslogs.logEvents[4]");
    }

    @Test
    void aLineThatTellsOfAKeyIsASymptomInEveryForm() {
        String sentence = "cannot decrypt access key, perhaps encryption key was changed";
        assertThat(
                        several(
                                data(
                                        "level=error msg=\"" + sentence + "\"",
                                        "{\"level\":\"error\",\"msg\":\"" + sentence + "\"}",
                                        "{\"level\":\"info\",\"msg\":\"Task 7 added\"}")))
                .extracting(item -> item.getClass().getSimpleName())
                .containsExactly("Logged", "Logged", "Nothing");
    }

    /// A session's name can hold any sentence.
    @Test
    void aRecordIsARecordWhateverItsTextsSay() {
        String forged = RECORD.replaceFirst("\\{", "{\"x\":\"cannot decrypt access key\",");
        assertThat(several(data(forged)))
                .extracting(item -> item.getClass().getSimpleName())
                .containsExactly("Event");
    }

    @Test
    void aControlMessageIsNothing() {
        assertThat(several(logs("{\"messageType\":\"CONTROL_MESSAGE\",\"logEvents\":[]}")))
                .containsExactly(
                        new Item.Nothing("awslogs", "a control message of CloudWatch Logs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"messageType\":\"DATA_MESSAGE\"}",
                "{\"messageType\":\"data_message\",\"logEvents\":[]}",
                "no json",
                ""
            })
    void aPayloadOfSomethingElseIsTold(String payload) {
        assertThat(several(logs(payload))).hasOnlyElementsOfType(Item.Unreadable.class).hasSize(1);
    }

    @Test
    void dataThatIsNoGzipIsTold() {
        for (String data : List.of("\"%%%\"", "\"aGVsbG8=\"", "7", "null", "\"\"")) {
            assertThat(several("{\"awslogs\":{\"data\":" + data + "}}"))
                    .as(data)
                    .hasOnlyElementsOfType(Item.Unreadable.class)
                    .hasSize(1);
        }
    }

    @Test
    void aGzipCutAnywhereIsTold() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(RECORD.repeat(20).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = packed.toByteArray();
        for (int length = 0; length < whole.length; length++) {
            assertThat(several(logsOf(java.util.Arrays.copyOf(whole, length))))
                    .as("cut after %d bytes", length)
                    .hasOnlyElementsOfType(Item.Unreadable.class);
        }
    }

    @Test
    void aBombIsNotUnpacked() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 512; i++) {
                out.write(spaces);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        assertThat(packed.size()).isLessThan(1 << 20);
        assertThat(several(logsOf(packed.toByteArray())))
                .containsExactly(
                        new Item.Unreadable(
                                "awslogs",
                                "its data unpacks to more than " + LogsPayload.LARGEST + " bytes"));
    }

    @Test
    void aTopicsNotificationIsOpenedInAQueuesMessageToo() throws IOException {
        assertThat(several(Invocation.sample("sns-notification.json")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Item.Event.class,
                        event -> assertThat(event.origin()).isEqualTo("Records[0].Message"));
        assertThat(opener.body(notification("Notification", data(RECORD, RECORD))))
                .extracting(Item::origin)
                .containsExactly("Message.awslogs.logEvents[0]", "Message.awslogs.logEvents[1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SubscriptionConfirmation", "UnsubscribeConfirmation"})
    void aTopicsWordAboutASubscriptionIsNothing(String type) {
        assertThat(opener.body(notification(type, "confirm")))
                .containsExactly(new Item.Nothing("", "a message of SNS about a subscription"));
    }

    @Test
    void wrappingsWithoutEndAreTold() {
        String body = RECORD;
        for (int depth = 0; depth < 4; depth++) {
            body = notification("Notification", body);
        }

        assertThat(opener.body(body))
                .singleElement()
                .isInstanceOfSatisfying(
                        Item.Unreadable.class,
                        item -> assertThat(item.fault()).endsWith("is wrapped too often"));
    }

    @Test
    void aNotificationOfNoJsonIsTold() {
        assertThat(opener.body(notification("Notification", "hello")))
                .hasOnlyElementsOfType(Item.Unreadable.class);
    }

    private static String notification(String type, String message) {
        return "{\"Type\":\""
                + type
                + "\",\"TopicArn\":\"arn:aws:sns:eu-west-1:111122223333:denials\",\"Message\":"
                + quoted(message)
                + "}";
    }
}
