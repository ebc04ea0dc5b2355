package io.keymend;

import io.keymend.aws.AwsAdapters;
import io.keymend.aws.AwsClients;
import io.keymend.catalog.ProfileCatalog;
import io.keymend.denial.Reading;
import io.keymend.evidence.Examiner;
import io.keymend.json.Json;
import io.keymend.json.Node;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Keymend, wired: bytes in, bytes out.
public final class Keymend {
    private final Json json;
    private final Function<Node, Reading> reader;
    private final Investigation investigation;
    private final Lookout lookout;
    private final Batch batch;
    private final Commands commands;
    private final Answers answers;
    private final Primer primer;

    /// Wires the core to AWS.
    ///
    /// @param log where each decision is written, one line of JSON each
    public Keymend(Settings settings, AwsClients clients, InstantSource clock, PrintStream log) {
        this.json = new Json();
        AwsAdapters aws =
                new AwsAdapters(
                        clients,
                        settings.history(),
                        settings.topicArn(),
                        settings.self(),
                        clock,
                        json);
        this.reader = aws::read;
        this.investigation =
                new Investigation(
                        aws.history(),
                        ProfileCatalog.load(json),
                        new Examiner(aws.tables(), aws.keys()),
                        aws.incidents(),
                        aws.announcer(),
                        clock,
                        settings.announceAgain());
        this.lookout =
                new Lookout(
                        aws.history(),
                        aws.lifecycle(),
                        ProfileCatalog.load(json),
                        new Examiner(aws.tables(), aws.keys()),
                        aws.keys(),
                        new Outlook(aws.incidents()),
                        aws.announcer(),
                        clock);
        this.batch = new Batch(json, reader, investigation, lookout, new DecisionLog(log, json));
        this.answers = new Answers(json);
        this.commands = new Commands(aws.history(), lookout, answers);
        this.primer = new Primer(aws.history(), aws.keys(), () -> handle(Primer.NOISE, () -> true));
    }

    /// Does once, before the first event, what an event will need: classes are loaded and
    /// connections opened while the function initialises at full speed.
    ///
    /// It only reads, and what fails here fails again, and is reported, when an event needs it.
    public void prime() {
        primer.run();
    }

    /// Answers one invocation.
    ///
    /// @param timeIsUp whether what is left of the invocation's time is needed to announce
    public String handle(byte[] input, BooleanSupplier timeIsUp) {
        Node document;
        try {
            document = json.read(input);
        } catch (Json.Unreadable e) {
            return answers.help("the input is not a JSON document: " + e.getMessage());
        }
        return switch (Input.of(document)) {
            case Input.SqsBatch messages -> answers.batch(batch.handle(messages, timeIsUp));
            case Input.TrailRecord(var record) -> onDemand(record, timeIsUp);
            case Input.Command command -> commands.run(command);
            case Input.Unknown(var why) -> answers.help(why);
        };
    }

    private String onDemand(Node record, BooleanSupplier timeIsUp) {
        return switch (reader.apply(record)) {
            case Reading.Malformed(var fault) -> answers.help(fault);
            case Reading.Unrelated(var reason) ->
                    answers.fields(Map.of("outcome", "ignored", "reason", reason));
            case Reading.Lifecycle(var event) ->
                    answers.outcomes(lookout.onDemand(event, timeIsUp));
            case Reading.Refused(var denial) ->
                    answers.outcome(investigation.onDemand(denial, timeIsUp));
        };
    }
}
