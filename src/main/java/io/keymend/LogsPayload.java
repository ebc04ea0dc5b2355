package io.keymend;

import io.keymend.doctor.Symptom;
import io.keymend.json.Json;
import io.keymend.json.Node;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Reads what a subscription of CloudWatch Logs delivers: log events, each of which holds a
/// CloudTrail record or a line that a product logged
/// (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html).
final class LogsPayload {
    /// Far more than a delivery of one MiB unpacks to, and little enough for the memory there is.
    static final int LARGEST = 16 << 20;

    private final Json json;

    LogsPayload(Json json) {
        this.json = json;
    }

    List<Item> read(Node awslogs, String origin) {
        try {
            return items(json.read(unpack(awslogs.at("data").textOrEmpty())), origin);
        } catch (Json.Unreadable e) {
            return unreadable(origin, "its data is not a JSON document: " + e.getMessage());
        } catch (IllegalArgumentException _) {
            return unreadable(origin, "its data is not base64");
        } catch (IOException e) {
            return unreadable(origin, String.valueOf(e.getMessage()));
        }
    }

    private static byte[] unpack(String data) throws IOException {
        byte[] packed = Base64.getDecoder().decode(data);
        byte[] unpacked;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            unpacked = in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw new IOException("its data is not a whole gzip file", e);
        }
        if (unpacked.length > LARGEST) {
            throw new IOException("its data unpacks to more than " + LARGEST + " bytes");
        }
        return unpacked;
    }

    private List<Item> items(Node payload, String origin) {
        return switch (payload.at("messageType").textOrEmpty()) {
            case "CONTROL_MESSAGE" ->
                    List.of(new Item.Nothing(origin, "a control message of CloudWatch Logs"));
            case "DATA_MESSAGE" -> events(payload, origin);
            default -> unreadable(origin, "its messageType is not DATA_MESSAGE");
        };
    }

    private List<Item> events(Node payload, String origin) {
        String logGroup = payload.at("logGroup").textOrEmpty();
        List<Item> items = new ArrayList<>();
        for (Node event : payload.at("logEvents").elements()) {
            String place = origin + ".logEvents[" + items.size() + "]";
            items.add(event(event, logGroup, place));
        }
        return items.isEmpty() ? unreadable(origin, "a DATA_MESSAGE without log events") : items;
    }

    /// A CloudTrail record is one whatever its texts say: they can be chosen by whoever is refused.
    private Item event(Node event, String logGroup, String origin) {
        String message = event.at("message").textOrEmpty();
        Item item =
                message.stripLeading().startsWith("{")
                        ? document(message, origin)
                        : new Item.Nothing(origin, "a line of a log that tells of no key");
        return item instanceof Item.Event
                ? item
                : Symptom.in(time(event), logGroup, message)
                        .<Item>map(symptom -> new Item.Logged(origin, symptom))
                        .orElse(item);
    }

    /// When it was logged, in milliseconds since 1970; the beginning where nobody says.
    private static Instant time(Node event) {
        return Instant.ofEpochMilli(event.at("timestamp").wholeNumber().orElse(0));
    }

    private Item document(String message, String origin) {
        try {
            Node document = json.read(message);
            if (document.at("detail-type").text().isPresent()) {
                return Opener.envelope(document, origin);
            }
            if (Opener.isRecord(document)) {
                return new Item.Event(origin, document);
            }
            return document.at("msg").isText() || document.at("message").isText()
                    ? new Item.Nothing(origin, "a line of a log that tells of no key")
                    : new Item.Unreadable(origin, "a log event that is no CloudTrail record");
        } catch (Json.Unreadable e) {
            return new Item.Unreadable(
                    origin, "a log event that is not a JSON document: " + e.getMessage());
        }
    }

    private static List<Item> unreadable(String origin, String fault) {
        return List.of(new Item.Unreadable(origin, fault));
    }
}
