package io.keymend;

import io.keymend.alert.Report;
import io.keymend.aws.AwsAdapters;
import io.keymend.denial.Denial;
import io.keymend.denial.ErrorText;
import io.keymend.denial.IamArn;
import io.keymend.denial.Reading;
import io.keymend.denial.TrailRecord;
import io.keymend.evidence.Examiner;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.Install;
import io.keymend.install.InstallHistory;
import io.keymend.install.LifecycleLog;
import io.keymend.json.Json;
import io.keymend.json.Node;
import io.keymend.profile.Profiles;
import io.keymend.remedy.Mode;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Says what an event or an error message is read, matched and judged as, and why. It looks, and
/// neither tells anybody nor changes or counts anything.
public final class Explain {
    private final Function<Node, Reading> reader;
    private final Inquiry inquiry;
    private final Json json;
    private final Opener opener;
    private final ExplainedJson answer;

    Explain(Function<Node, Reading> reader, Inquiry inquiry, Json json) {
        this.reader = reader;
        this.inquiry = inquiry;
        this.json = json;
        this.opener = new Opener(json);
        this.answer = new ExplainedJson(json);
    }

    /// An explainer that asks these.
    ///
    /// @param self the role Keymend runs as, whose own calls are no incident
    public static Explain asking(
            InstallHistory history,
            LifecycleLog lifecycle,
            Profiles profiles,
            Examiner examiner,
            InstantSource clock,
            Optional<IamArn> self,
            Json json) {
        return new Explain(
                AwsAdapters.reader(self),
                new Inquiry(history, lifecycle, profiles, examiner, Mode.OFF, clock),
                json);
    }

    /// Explains a document of any accepted shape, or a text, in one line of JSON for each record.
    ///
    /// @param source what the lines name as their source
    public List<String> document(String source, String text) {
        return ofText(text, () -> false).stream().map(each -> answer.line(source, each)).toList();
    }

    /// Explains the text of an error in one line of JSON.
    public String message(String source, String text) {
        return answer.line(source, ofMessage(text));
    }

    /// Says in one line of JSON why a source cannot be explained.
    public String unreadable(String source, String why) {
        return answer.line(source, Explained.nothing("", Explained.Read.malformed(why)));
    }

    /// The answer to the command.
    String command(Node arguments, BooleanSupplier timeIsUp) {
        Node event = arguments.at("event");
        if (event.isAbsent()) {
            return answer.all(List.of(ofMessage(arguments.at("message").textOrEmpty())));
        }
        return answer.all(
                event.isText() ? ofText(event.textOrEmpty(), timeIsUp) : ofEvent(event, timeIsUp));
    }

    private List<Explained> ofText(String text, BooleanSupplier timeIsUp) {
        try {
            Node document = json.read(text);
            return document.isText()
                    ? List.of(ofMessage(document.textOrEmpty()))
                    : ofEvent(document, timeIsUp);
        } catch (Json.Unreadable e) {
            return List.of(
                    Fragment.isOne(text)
                            ? fragment(text, "it is not a JSON document: " + e.getMessage())
                            : ofMessage(text));
        }
    }

    private List<Explained> ofEvent(Node document, BooleanSupplier timeIsUp) {
        return items(opener.open(document)).stream().map(item -> ofItem(item, timeIsUp)).toList();
    }

    private List<Item> items(Input input) {
        return switch (input) {
            case Input.SqsBatch(var messages) -> ofBatch(messages);
            case Input.Several(var items) -> items;
            case Input.One(var event) -> List.of(new Item.Event("", event));
            case Input.Command _ ->
                    List.of(new Item.Unreadable("", "a command, which is no event"));
            case Input.Unknown(var why) -> List.of(new Item.Unreadable("", why));
        };
    }

    private List<Item> ofBatch(List<Input.Message> messages) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            String place = "Records[" + i + "].body";
            opener.body(messages.get(i).body()).forEach(item -> items.add(item.within(place)));
        }
        return items;
    }

    private Explained ofItem(Item item, BooleanSupplier timeIsUp) {
        return switch (item) {
            case Item.Event(var origin, var event) -> ofRecord(origin, event, timeIsUp);
            case Item.Logged(var origin, _) ->
                    Explained.nothing(
                            origin,
                            Explained.Read.unrelated(
                                    "a line of a product's log about a key of its own"));
            case Item.Nothing(var origin, var reason) ->
                    Explained.nothing(origin, Explained.Read.unrelated(reason));
            case Item.Unreadable(var origin, var fault) ->
                    Explained.nothing(origin, Explained.Read.malformed(fault));
        };
    }

    private Explained ofRecord(String origin, Node event, BooleanSupplier timeIsUp) {
        TrailRecord record = AwsAdapters.record(event);
        Reading reading = reader.apply(event);
        Explained read = Explained.record(origin, reading, record);
        return switch (reading) {
            case Reading.Refused(var denial) -> judged(read, denial, timeIsUp);
            case Reading.Lifecycle _, Reading.Unrelated _, Reading.Malformed _ -> read;
        };
    }

    private Explained judged(Explained read, Denial denial, BooleanSupplier timeIsUp) {
        try {
            Report report = inquiry.report(List.of(denial), inquiry.match(denial), timeIsUp);
            return read.with(Matched.of(report.match()), Optional.of(report));
        } catch (HistoryUnavailable e) {
            return read.with(Matched.unknown(String.valueOf(e.getMessage())), Optional.empty());
        }
    }

    private static Explained fragment(String text, String fault) {
        Fragment fragment = Fragment.of(text);
        return Explained.text(
                "fragment",
                Explained.Read.malformed(fault),
                fragment.operation(),
                fragment.message());
    }

    private Explained ofMessage(String message) {
        ErrorText text = ErrorText.of(message);
        return Explained.text("message", Explained.Read.of(message, text), "", message)
                .with(holders(text), Optional.empty());
    }

    /// A message proves no caller and no time, so it leads to the holders of its key at most.
    private Matched holders(ErrorText text) {
        if (text.key().isEmpty()) {
            return Matched.unknown("the text names no key");
        }
        try {
            List<Install> holders =
                    inquiry.installs().stream()
                            .filter(install -> install.roleOf(text.key().get()).isPresent())
                            .toList();
            return Matched.byKeyAlone(holders);
        } catch (HistoryUnavailable e) {
            return Matched.unknown(String.valueOf(e.getMessage()));
        }
    }
}
