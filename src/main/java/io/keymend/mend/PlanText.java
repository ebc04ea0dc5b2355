package io.keymend.mend;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.TableName;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Engine;
import io.keymend.remedy.Caps;
import io.keymend.remedy.Change;
import io.keymend.remedy.Effect;
import io.keymend.remedy.Mode;
import io.keymend.remedy.Terms;
import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A plan's text: written to be hashed and stored, and read back.
final class PlanText {
    /// Of this form. Another number makes another name of every plan.
    private static final String FORM = "1";

    private PlanText() {}

    static String write(Plan plan) {
        CanonicalText text = new CanonicalText().add("keymend plan", FORM);
        terms(text, plan.terms());
        text.add("parts", plan.parts().size());
        plan.parts().forEach(part -> part(text, part));
        return text.toString();
    }

    private static void terms(CanonicalText text, Terms terms) {
        text.add("product", terms.product())
                .add("install", terms.install())
                .add("engine", terms.database().engine().name())
                .add("cluster", terms.database().clusterArn())
                .add("database", terms.database().name())
                .add("reader", terms.database().secretArn())
                .add("mode", terms.mode().name())
                .add("verdict", terms.verdict())
                .add("history", terms.history())
                .add("profile", terms.profileVersion())
                .add("rules", terms.rules())
                .add("lost", terms.caps().lost())
                .add("resealed", terms.caps().resealed())
                .add("percent", terms.caps().percent())
                .add("created", terms.created().toString())
                .add("expires", terms.expires().toString());
    }

    private static void part(CanonicalText text, PlanPart part) {
        Change change = part.change();
        text.add("schema", change.column().table().schema())
                .add("table", change.column().table().table())
                .add("column", change.column().column())
                .add("sealer", change.sealer().toString())
                .add("least", change.least().name())
                .add("effect", change.effect().name())
                .add("count", change.rows())
                .add("table rows", change.tableRows())
                .add("referring", change.referring())
                .add("key columns", part.target().key().size());
        part.target().key().forEach(key -> text.add("key", key.name()).add("binary", key.binary()));
        action(text, part.target().action());
        selection(text, part.selection());
        text.add("rows", part.rows().hex());
    }

    private static void action(CanonicalText text, Action action) {
        switch (action) {
            case Action.Delete() -> {}
            case Action.Reset(var literal) ->
                    text.add("null", literal.isEmpty()).add("literal", literal.orElse(""));
            case Action.Reseal(_, var destination, var context) -> {
                text.add("destination", destination.toString()).add("context", context.size());
                new TreeMap<>(context)
                        .forEach((name, value) -> text.add("name", name).add("is", value));
            }
            case Action.SealAgain(var from, var to) ->
                    text.add("destination", "").add("from", from).add("to", to);
        }
    }

    private static void selection(CanonicalText text, Selection selection) {
        switch (selection) {
            case Selection.Fingerprinted(var fingerprint, var encoding) ->
                    text.add("fingerprint", fingerprint.hex()).add("encoding", encoding.name());
            case Selection.NotNull() -> text.add("fingerprint", "").add("encoding", "");
        }
    }

    static Plan read(String text) {
        CanonicalText.Reader reader = new CanonicalText.Reader(text);
        if (!reader.take("keymend plan").equals(FORM)) {
            throw new IllegalArgumentException("a plan of another form");
        }
        Terms terms = terms(reader);
        int count = reader.takeCount("parts");
        List<PlanPart> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(part(reader));
        }
        reader.end();
        return new Plan(terms, parts);
    }

    private static Terms terms(CanonicalText.Reader reader) {
        return new Terms(
                reader.take("product"),
                reader.take("install"),
                new DatabaseRef(
                        Engine.valueOf(reader.take("engine")),
                        reader.take("cluster"),
                        reader.take("database"),
                        reader.take("reader")),
                Mode.valueOf(reader.take("mode")),
                reader.take("verdict"),
                reader.take("history"),
                reader.take("profile"),
                reader.take("rules"),
                new Caps(
                        reader.takeNumber("lost"),
                        reader.takeNumber("resealed"),
                        reader.takeCount("percent")),
                Instant.parse(reader.take("created")),
                Instant.parse(reader.take("expires")));
    }

    private static PlanPart part(CanonicalText.Reader reader) {
        Change change =
                new Change(
                        new ColumnName(
                                new TableName(reader.take("schema"), reader.take("table")),
                                reader.take("column")),
                        KeyArn.of(reader.take("sealer")),
                        Mode.valueOf(reader.take("least")),
                        Effect.valueOf(reader.take("effect")),
                        reader.takeNumber("count"),
                        reader.takeNumber("table rows"),
                        reader.takeNumber("referring"));
        int columns = reader.takeCount("key columns");
        List<KeyColumn> key = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            key.add(new KeyColumn(reader.take("key"), reader.takeFlag("binary")));
        }
        Action action = action(reader, change);
        return new PlanPart(
                change,
                new Target(change.column(), key, action),
                selection(reader),
                new Digest(reader.take("rows")));
    }

    private static Action action(CanonicalText.Reader reader, Change change) {
        return switch (change.effect()) {
            case DELETE -> new Action.Delete();
            case RESET -> {
                boolean isNull = reader.takeFlag("null");
                String literal = reader.take("literal");
                yield new Action.Reset(isNull ? Optional.empty() : Optional.of(literal));
            }
            case RESEAL -> resealing(reader, change.sealer());
        };
    }

    private static Action resealing(CanonicalText.Reader reader, KeyArn source) {
        String destination = reader.take("destination");
        if (destination.isEmpty()) {
            return new Action.SealAgain(reader.take("from"), reader.take("to"));
        }
        int size = reader.takeCount("context");
        Map<String, String> context = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            context.put(reader.take("name"), reader.take("is"));
        }
        return new Action.Reseal(source, KeyArn.of(destination), context);
    }

    private static Selection selection(CanonicalText.Reader reader) {
        String fingerprint = reader.take("fingerprint");
        String encoding = reader.take("encoding");
        return fingerprint.isEmpty()
                ? new Selection.NotNull()
                : new Selection.Fingerprinted(
                        Fingerprint.ofHex(fingerprint), Encoding.valueOf(encoding));
    }
}
