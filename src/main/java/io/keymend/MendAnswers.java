package io.keymend;

import com.fasterxml.jackson.core.JsonGenerator;

import io.keymend.alert.MendPayloads;
import io.keymend.doctor.KeyMend;
import io.keymend.doctor.KeyTask;
import io.keymend.json.Json;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.ChunkOutcome.Reason;
import io.keymend.mend.Explanation;
import io.keymend.mend.JournalEntry;
import io.keymend.mend.JournalPage;
import io.keymend.mend.MendReport;
import io.keymend.mend.Mended;
import io.keymend.mend.Plan;
import io.keymend.mend.PlanPart;
import io.keymend.mend.Planning;
import io.keymend.mend.RestoreReport;
import io.keymend.mend.StoredPlan;
import io.keymend.remedy.Finding;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the commands of mending answer, as JSON on one line. Counts are text, as `apply` takes
/// them.
final class MendAnswers {
    private final Json json;

    MendAnswers(Json json) {
        this.json = json;
    }

    String error(String why) {
        return fields(Map.of("error", why));
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

    String planning(Planning planning) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeStringField(
                    "outcome",
                    planning.plan().isPresent() ? "planned" : "there is nothing to plan");
            if (planning.plan().isPresent()) {
                plan(out, planning.plan().get());
            }
            texts(out, "left", planning.left());
            out.writeEndObject();
        });
    }

    /// What came of a task over rows that a product seals with its own key.
    String ofKeys(KeyMend mend, String told) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeStringField(
                    "outcome", mend.outcome().isPresent() ? mend.task().done() : "looked");
            out.writeStringField("plan", mend.plan().hash());
            out.writeStringField("rows", Long.toString(mend.rows()));
            if (mend.task() instanceof KeyTask.Reseal(var from)) {
                out.writeStringField("from", from);
            }
            out.writeStringField("to", mend.key());
            if (mend.outcome().isPresent()) {
                ChunkOutcome outcome = mend.outcome().get();
                out.writeStringField("changed", Integer.toString(outcome.changed()));
                out.writeStringField("earlier", Integer.toString(outcome.earlier()));
                out.writeStringField("left", Integer.toString(outcome.skipped().size()));
            }
            if (!mend.why().isEmpty()) {
                out.writeStringField("why", mend.why());
            }
            out.writeStringField("told", told);
            guards(out, mend.findings());
            out.writeEndObject();
        });
    }

    String plans(List<StoredPlan> plans) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("plans");
            for (StoredPlan stored : plans) {
                stored(out, stored);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void stored(JsonGenerator out, StoredPlan stored) throws IOException {
        out.writeStartObject();
        out.writeStringField("plan", stored.id().hash());
        out.writeStringField("state", stored.state().name().toLowerCase(Locale.ROOT));
        try {
            Plan plan = Plan.read(stored.text());
            out.writeStringField("install", plan.terms().install());
            out.writeStringField("mode", plan.terms().mode().toString());
            out.writeStringField("rows", Long.toString(plan.rows()));
            out.writeStringField("created", plan.terms().created().toString());
            out.writeStringField("expires", plan.terms().expires().toString());
        } catch (IllegalArgumentException _) {
            out.writeStringField("error", "what is stored is no plan");
        }
        out.writeEndObject();
    }

    private static void plan(JsonGenerator out, Plan plan) throws IOException {
        out.writeStringField("plan", plan.id().hash());
        out.writeStringField("install", plan.terms().install());
        out.writeStringField("mode", plan.terms().mode().toString());
        out.writeStringField("verdict", plan.terms().verdict());
        out.writeStringField("rows", Long.toString(plan.rows()));
        out.writeStringField("expires", plan.terms().expires().toString());
        out.writeArrayFieldStart("columns");
        for (PlanPart part : plan.parts()) {
            out.writeStartObject();
            out.writeStringField("column", part.change().column().toString());
            out.writeStringField("effect", part.change().effect().words());
            out.writeStringField("rows", Long.toString(part.change().rows()));
            out.writeStringField("of", Long.toString(part.change().tableRows()));
            out.writeStringField("referring", Long.toString(part.change().referring()));
            out.writeStringField("sealedBy", part.change().sealer().toString());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeStringField("apply", MendPayloads.apply(plan.id(), plan.rows()));
    }

    String explanation(Explanation explanation) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeStringField("state", explanation.state());
            if (explanation.plan().isPresent()) {
                plan(out, explanation.plan().get());
            }
            guards(out, explanation.findings());
            out.writeEndObject();
        });
    }

    private static void guards(JsonGenerator out, List<Finding> findings) throws IOException {
        out.writeArrayFieldStart("guards");
        for (Finding finding : findings) {
            out.writeStartObject();
            out.writeStringField("guard", finding.guard());
            out.writeStringField("passed", Boolean.toString(finding.passed()));
            out.writeStringField("reason", finding.reason());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /// @param told what came of telling people
    String mended(MendReport report, String told) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeStringField("outcome", report.result().name().toLowerCase(Locale.ROOT));
            out.writeStringField("why", report.why());
            out.writeStringField("plan", report.id().hash());
            out.writeStringField(
                    "planned", Long.toString(report.plan().map(Plan::rows).orElse(0L)));
            out.writeStringField("changed", Long.toString(report.tally().done()));
            for (Reason reason : Reason.values()) {
                out.writeStringField(
                        reason.name().toLowerCase(Locale.ROOT),
                        Long.toString(report.tally().skipped(reason)));
            }
            if (report.journaled().isPresent()) {
                out.writeStringField("journaled", Long.toString(report.journaled().get()));
            }
            if (report.hasChanged()) {
                out.writeStringField(
                        "undo",
                        MendPayloads.restore(
                                report.id(), report.journaled().orElse(report.tally().done())));
            }
            guards(out, report.findings());
            out.writeStringField("told", told);
            out.writeEndObject();
        });
    }

    String restored(RestoreReport report, String told) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeStringField("outcome", report.result().name().toLowerCase(Locale.ROOT));
            out.writeStringField("why", report.why());
            out.writeStringField("plan", report.plan().hash());
            out.writeStringField("restored", Long.toString(report.restored()));
            out.writeStringField("already", Long.toString(report.already()));
            out.writeStringField("conflicts", Long.toString(report.conflicts()));
            texts(
                    out,
                    "examples",
                    report.examples().stream()
                            .map(row -> String.join(", ", row.key().values()) + ": " + row.why())
                            .toList());
            guards(out, report.findings());
            out.writeStringField("told", told);
            out.writeEndObject();
        });
    }

    String mended(List<Mended> mended) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("columns");
            for (Mended column : mended) {
                out.writeStartObject();
                out.writeStringField("schema", column.column().table().schema());
                out.writeStringField("table", column.column().table().table());
                out.writeStringField("column", column.column().column());
                out.writeStringField("kind", column.kind().name().toLowerCase(Locale.ROOT));
                out.writeStringField("journaled", Long.toString(column.journaled()));
                out.writeStringField("restored", Long.toString(column.restored()));
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    String journal(JournalPage page) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("rows");
            for (JournalEntry entry : page.entries()) {
                out.writeStartObject();
                texts(out, "key", entry.key().values());
                out.writeStringField("changedAt", entry.changedAt().toString());
                out.writeStringField(
                        "restoredAt", entry.restoredAt().map(Object::toString).orElse(""));
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeStringField("more", Boolean.toString(!page.isLast()));
            out.writeEndObject();
        });
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
