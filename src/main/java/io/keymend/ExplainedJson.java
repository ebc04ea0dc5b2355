package io.keymend;

import com.fasterxml.jackson.core.JsonGenerator;

import io.keymend.alert.Alert;
import io.keymend.alert.AlertWriter;
import io.keymend.alert.Report;
import io.keymend.alert.Shown;
import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.denial.KeySource;
import io.keymend.denial.PolicyRefusal;
import io.keymend.denial.TrailRecord;
import io.keymend.json.Json;
import io.keymend.remedy.Remedy;
import io.keymend.verdict.Judgement;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Writes explanations as JSON. Every field is always there; `none` stands for what is absent, and
/// null where the text leaves a question open. Text of foreign origin is shown, never repeated raw.
final class ExplainedJson {
    private static final String NONE = "none";

    private final Json json;

    ExplainedJson(Json json) {
        this.json = json;
    }

    /// One explanation on one line.
    String line(String source, Explained explained) {
        return json.writeInert(out -> object(out, source, explained));
    }

    /// The answer to the command.
    String all(List<Explained> all) {
        return json.writeInert(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("explained");
            for (Explained explained : all) {
                object(out, "event", explained);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void object(JsonGenerator out, String source, Explained explained)
            throws IOException {
        out.writeStartObject();
        text(out, "source", source);
        text(out, "record", explained.origin());
        text(out, "kind", explained.kind());
        text(out, "reading", explained.read().as());
        text(out, "reason", explained.read().reason());
        error(out, explained);
        key(out, explained);
        policy(out, explained);
        call(out, explained.record());
        caller(out, explained.record());
        judged(out, explained);
        out.writeEndObject();
    }

    private static void error(JsonGenerator out, Explained explained) throws IOException {
        text(out, "operation", explained.operation());
        text(out, "refusal", explained.refusal().map(refusal -> word(refusal.name())).orElse(""));
        text(out, "errorCode", explained.record().errorCode());
        text(out, "message", explained.record().message());
    }

    private static void key(JsonGenerator out, Explained explained) throws IOException {
        TrailRecord record = explained.record();
        Optional<KeyArn> ofText = explained.text().key();
        boolean recorded = explained.kind().equals("record");
        Optional<KeyArn> key = recorded ? record.key() : ofText;
        KeySource from =
                recorded
                        ? record.keySource()
                        : ofText.isPresent() ? KeySource.MESSAGE : KeySource.NOWHERE;
        text(out, "key", key.map(KeyArn::toString).orElse(""));
        text(out, "keyFrom", from.words());
        text(out, "keyAsked", record.asked().keyId());
        text(out, "keyRegion", key.map(KeyArn::region).orElse(""));
        text(out, "keyAccount", key.map(KeyArn::account).orElse(""));
        text(out, "partition", key.map(KeyArn::partition).orElse(""));
        flag(out, "multiRegion", key.map(KeyArn::multiRegion));
        flag(
                out,
                "crossAccount",
                key.filter(_ -> !account(record).isEmpty())
                        .map(arn -> !arn.account().equals(account(record))));
        flag(
                out,
                "crossRegion",
                key.filter(_ -> !record.region().isEmpty())
                        .map(arn -> !arn.region().equals(record.region())));
    }

    private static void policy(JsonGenerator out, Explained explained) throws IOException {
        text(out, "layer", explained.text().layer().map(PolicyRefusal.Layer::words).orElse(""));
        out.writeBooleanField("layerCertain", explained.text().certain());
        flag(out, "explicit", explained.text().explicit());
        text(out, "policy", explained.text().policy().orElse(""));
    }

    private static void call(JsonGenerator out, TrailRecord record) throws IOException {
        text(out, "eventId", record.eventId());
        text(out, "eventTime", record.eventTime());
        text(out, "eventVersion", record.version());
        text(out, "region", record.region());
        text(out, "account", account(record));
        text(out, "vpcEndpoint", record.vpcEndpoint());
    }

    private static void caller(JsonGenerator out, TrailRecord record) throws IOException {
        text(out, "principal", record.caller().principal().arn());
        text(out, "principalType", record.caller().type());
        text(out, "role", record.caller().principal().identity().map(IamArn::toString).orElse(""));
        text(out, "session", record.caller().session());
        text(out, "service", record.caller().service().orElse(""));
    }

    private static void judged(JsonGenerator out, Explained explained) throws IOException {
        text(out, "match", explained.matched().kind());
        text(out, "matchWhy", explained.matched().why());
        texts(out, "installs", explained.matched().installs());
        if (explained.report().isPresent()) {
            report(out, explained.report().get());
        } else {
            for (String field : List.of("evidence", "verdict", "severity", "what", "why")) {
                text(out, field, "");
            }
            texts(out, "rules", List.of());
            texts(out, "remedies", List.of());
        }
    }

    private static void report(JsonGenerator out, Report report) throws IOException {
        Alert alert = AlertWriter.write(report, "");
        text(out, "evidence", EvidenceWords.of(report.evidence()));
        text(out, "verdict", alert.attributes().getOrDefault("verdict", ""));
        text(out, "severity", alert.attributes().getOrDefault("severity", ""));
        text(out, "what", alert.subject());
        text(out, "why", alert.text().lines().skip(1).findFirst().orElse(""));
        texts(
                out,
                "rules",
                report.judgement().trace().stream().map(Judgement.Step::toString).toList());
        out.writeArrayFieldStart("remedies");
        for (Remedy remedy : report.remedies()) {
            out.writeStartObject();
            text(out, "title", remedy.title());
            text(out, "loss", remedy.loss().words());
            text(out, "why", String.join(" ", remedy.notes()));
            texts(out, "commands", remedy.commands());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /// The caller's account, in which a refusal is recorded.
    private static String account(TrailRecord record) {
        return record.account().isEmpty() ? record.caller().account() : record.account();
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void text(JsonGenerator out, String name, String value) throws IOException {
        out.writeStringField(name, value.isEmpty() ? NONE : Shown.of(value));
    }

    private static void flag(JsonGenerator out, String name, Optional<Boolean> value)
            throws IOException {
        if (value.isPresent()) {
            out.writeBooleanField(name, value.get());
        } else {
            out.writeNullField(name);
        }
    }

    private static void texts(JsonGenerator out, String name, List<String> values)
            throws IOException {
        out.writeArrayFieldStart(name);
        for (String value : values) {
            out.writeString(Shown.of(value));
        }
        out.writeEndArray();
    }
}
