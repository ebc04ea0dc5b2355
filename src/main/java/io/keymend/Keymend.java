package io.keymend;

import io.keymend.aws.AwsAdapters;
import io.keymend.aws.AwsClients;
import io.keymend.catalog.ProfileCatalog;
import io.keymend.denial.Reading;
import io.keymend.doctor.Doctor;
import io.keymend.evidence.Examiner;
import io.keymend.json.Json;
import io.keymend.json.Node;
import io.keymend.profile.Profiles;
import io.keymend.remedy.Mode;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Keymend, wired: bytes in, bytes out.
public final class Keymend {
    private final Json json;
    private final Function<Node, Reading> reader;
    private final Investigation investigation;
    private final Opener opener;
    private final Lookout lookout;
    private final Batch batch;
    private final Commands commands;
    private final MendCommands mendCommands;
    private final KeyCommands keyCommands;
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
        Profiles profiles = ProfileCatalog.load(json);
        Examiner examiner = new Examiner(aws.tables(), aws.keys(), aws.seenSeals());
        Mode mode = settings.mending().mode();
        Inquiry inquiry =
                new Inquiry(aws.history(), aws.lifecycle(), profiles, examiner, mode, clock);
        DecisionLog decisions = new DecisionLog(log, json);
        MendDesk desk = MendDesk.of(settings, aws, profiles, clock, decisions);
        MendNews news = new MendNews(aws.announcer(), decisions);
        MendAnswers mendAnswers = new MendAnswers(json);
        this.mendCommands = new MendCommands(desk, news, mendAnswers);
        this.keyCommands =
                new KeyCommands(
                        aws.history(),
                        desk.keyMending(aws.secretTables(), aws.ownKeys(), aws.suppliedSecrets()),
                        desk.restoring(),
                        news,
                        mendAnswers);
        this.reader = aws::read;
        this.investigation =
                new Investigation(
                        inquiry,
                        aws.incidents(),
                        aws.announcer(),
                        clock,
                        settings.announceAgain(),
                        settings.strangers(),
                        new MendStep(desk.automatic(), news, decisions));
        this.lookout =
                new Lookout(
                        aws.history(),
                        aws.lifecycle(),
                        profiles,
                        examiner,
                        aws.keys(),
                        new Outlook(aws.incidents()),
                        aws.announcer(),
                        clock);
        this.opener = new Opener(json);
        Surgery surgery =
                new Surgery(
                        aws.history(),
                        profiles,
                        new Doctor(aws.secretTables(), aws.ownKeys()),
                        aws.incidents(),
                        aws.announcer(),
                        clock,
                        settings.announceAgain());
        this.batch = new Batch(opener, reader, investigation, lookout, surgery, decisions);
        this.answers = new Answers(json);
        this.commands =
                new Commands(
                        aws.history(),
                        lookout,
                        surgery,
                        answers,
                        explain(aws, profiles, mode, clock));
        this.primer = new Primer(aws.history(), aws.keys(), () -> handle(Primer.NOISE, () -> true));
    }

    /// Explaining adds nothing even to what Keymend remembers.
    private Explain explain(AwsAdapters aws, Profiles profiles, Mode mode, InstantSource clock) {
        Examiner examiner = new Examiner(aws.tables(), aws.keys(), aws.seenSeals().asItIs());
        return new Explain(
                reader,
                new Inquiry(aws.history(), aws.lifecycle(), profiles, examiner, mode, clock),
                json);
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
        return switch (opener.open(document)) {
            case Input.SqsBatch messages -> answers.batch(batch.handle(messages, timeIsUp));
            case Input.Several several -> answers.delivery(batch.handle(several, timeIsUp));
            case Input.One(var event) -> onDemand(event, timeIsUp);
            case Input.Command command -> run(command, timeIsUp);
            case Input.Unknown(var why) -> answers.help(why);
        };
    }

    private String run(Input.Command command, BooleanSupplier timeIsUp) {
        if (MendCommands.knows(command.name())) {
            return mendCommands.run(command, timeIsUp);
        }
        return KeyCommands.knows(command.name())
                ? keyCommands.run(command, timeIsUp)
                : commands.run(command, timeIsUp);
    }

    private String onDemand(Node event, BooleanSupplier timeIsUp) {
        return switch (reader.apply(event)) {
            case Reading.Malformed(var fault) -> answers.help(fault);
            case Reading.Unrelated(var reason) -> answers.outcome(new Outcome.Ignored(reason));
            case Reading.Lifecycle(var change) ->
                    answers.outcomes(lookout.onDemand(change, timeIsUp));
            case Reading.Refused(var denial) ->
                    answers.outcome(investigation.onDemand(denial, timeIsUp));
        };
    }
}
