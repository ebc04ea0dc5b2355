package io.keymend;

import com.fasterxml.jackson.core.JsonGenerator;

import io.keymend.alert.Alert;
import io.keymend.install.Install;
import io.keymend.install.OwnKey;
import io.keymend.json.Json;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The function's answers, as JSON on one line.
final class Answers {
    private final Json json;

    Answers(Json json) {
        this.json = json;
    }

    /// What a batch answers (docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
    String batch(List<String> failed) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("batchItemFailures");
            for (String id : failed) {
                out.writeStartObject();
                out.writeStringField("itemIdentifier", id);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    String fields(Map<String, String> fields) {
        return json.write(out -> {
            out.writeStartObject();
            for (Map.Entry<String, String> field : fields.entrySet()) {
                out.writeStringField(field.getKey(), field.getValue());
            }
            out.writeEndObject();
        });
    }

    /// What a lifecycle event led to: the first thing that was announced, or else the first thing
    /// at all.
    String outcomes(List<Outcome> outcomes) {
        return outcome(
                outcomes.stream()
                        .filter(Outcome.Announced.class::isInstance)
                        .findFirst()
                        .orElseGet(outcomes::getFirst));
    }

    String outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Announced announced -> announced(announced);
            case Outcome.Folded(var cause) ->
                    fields(Map.of("outcome", "announced before", "cause", cause));
            case Outcome.Ignored(var reason) ->
                    fields(Map.of("outcome", "ignored", "reason", reason));
            case Outcome.Noted(var reason) -> fields(Map.of("outcome", "noted", "reason", reason));
            case Outcome.Deferred(var why) -> fields(Map.of("error", why));
        };
    }

    /// What was found for somebody who asked, and told to nobody else.
    String found(Alert alert) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeStringField("outcome", "looked, and told nobody else");
            out.writeStringField("verdict", alert.attributes().getOrDefault("verdict", ""));
            out.writeStringField("subject", alert.subject());
            out.writeStringField("text", alert.text());
            out.writeEndObject();
        });
    }

    private String announced(Outcome.Announced outcome) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeStringField("outcome", "announced");
            out.writeStringField(
                    "verdict", outcome.alert().attributes().getOrDefault("verdict", ""));
            out.writeStringField("messageId", outcome.messageId());
            out.writeStringField("subject", outcome.alert().subject());
            out.writeStringField("alert", outcome.alert().text());
            out.writeEndObject();
        });
    }

    /// What became of a delivery that brought several records.
    String delivery(Tally tally) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeStringField("outcome", "handled");
            out.writeNumberField("denials", tally.denials());
            out.writeNumberField("alerts", tally.announced().size());
            out.writeObjectFieldStart("ignored");
            for (Map.Entry<String, Integer> reason : tally.ignored().entrySet()) {
                out.writeNumberField(reason.getKey(), reason.getValue());
            }
            out.writeEndObject();
            texts(out, "unreadable", List.copyOf(tally.unread()));
            out.writeEndObject();
        });
    }

    /// An answer to input that is none of the known shapes, or to a call for help.
    String help(String error) {
        return json.write(out -> {
            out.writeStartObject();
            if (!error.isEmpty()) {
                out.writeStringField("error", error);
            }
            texts(out, "accepts", Help.ACCEPTS);
            texts(out, "commands", Help.COMMANDS);
            out.writeFieldName("example");
            out.writeRawValue(Help.EXAMPLE);
            out.writeEndObject();
        });
    }

    String refused(List<String> faults) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeStringField("error", "the install was not recorded");
            texts(out, "faults", faults);
            out.writeEndObject();
        });
    }

    String installs(List<Install> installs) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("installs");
            for (Install install : installs) {
                install(out, install);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void install(JsonGenerator out, Install install) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", install.id());
        out.writeStringField("product", install.product());
        out.writeStringField("version", install.version());
        out.writeStringField("environment", install.environment());
        texts(out, "dataKeys", install.dataKeys().stream().map(Object::toString).toList());
        texts(out, "roles", install.writtenRoles());
        out.writeStringField("clusterArn", install.database().clusterArn());
        out.writeStringField("database", install.database().name());
        out.writeStringField("installedAt", install.installedAt().toString());
        out.writeStringField(
                "uninstalledAt", install.uninstalledAt().map(Object::toString).orElse(""));
        out.writeStringField("recordedBy", install.recordedBy());
        out.writeStringField("origin", install.origin().name().toLowerCase(java.util.Locale.ROOT));
        if (install.ownKey().isPresent()) {
            ownKey(out, install.ownKey().get());
        }
        out.writeEndObject();
    }

    /// In the form in which it is recorded.
    private static void ownKey(JsonGenerator out, OwnKey ownKey) throws IOException {
        out.writeObjectFieldStart("ownKey");
        out.writeArrayFieldStart("kept");
        for (OwnKey.Kept place : ownKey.kept()) {
            out.writeStartObject();
            out.writeStringField("as", place.as().toString());
            out.writeStringField("secretArn", place.secretArn());
            out.writeStringField("pointer", place.pointer());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeStringField("logGroup", ownKey.logGroup().orElse(""));
        out.writeEndObject();
    }

    private static void texts(JsonGenerator out, String name, List<String> texts)
            throws IOException {
        out.writeArrayFieldStart(name);
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }
}
