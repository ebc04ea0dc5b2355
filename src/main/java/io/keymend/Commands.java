package io.keymend;

import io.keymend.alert.Shown;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.Install;
import io.keymend.install.InstallForm;
import io.keymend.install.InstallHistory;
import io.keymend.json.Node;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// What an operator can ask for from the console or the command line.
final class Commands {
    private final InstallHistory history;
    private final Lookout lookout;
    private final Answers answers;
    private final Explain explain;
    private final Surgery surgery;

    Commands(
            InstallHistory history,
            Lookout lookout,
            Surgery surgery,
            Answers answers,
            Explain explain) {
        this.history = history;
        this.lookout = lookout;
        this.surgery = surgery;
        this.answers = answers;
        this.explain = explain;
    }

    String run(Input.Command command, BooleanSupplier timeIsUp) {
        try {
            return switch (command.name()) {
                case "help" -> answers.help("");
                case "create-schema" -> createSchema();
                case "record-install" -> recordInstall(command.arguments().at("install"));
                case "installs" -> answers.installs(history.all());
                case "explain" -> explain(command.arguments(), timeIsUp);
                case "look-again" -> lookAgain();
                case "doctor" -> doctor(command.arguments(), timeIsUp);
                default -> answers.help("there is no command " + Shown.of(command.name()));
            };
        } catch (HistoryUnavailable e) {
            return answers.fields(Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private String explain(Node arguments, BooleanSupplier timeIsUp) {
        return arguments.at("event").isAbsent() && !arguments.at("message").isText()
                ? answers.help("explain takes an \"event\", or the text of an error in \"message\"")
                : explain.command(arguments, timeIsUp);
    }

    private String doctor(Node arguments, BooleanSupplier timeIsUp) {
        String id = arguments.at("install").textOrEmpty();
        return surgery.asked(id, timeIsUp)
                .map(answers::found)
                .orElseGet(() ->
                        answers.help(
                                "doctor takes in \"install\" the id of a recorded install with an"
                                        + " ownKey; there is none with the id "
                                        + Shown.of(id)));
    }

    private String lookAgain() {
        List<Outcome> outcomes = lookout.again();
        return outcomes.isEmpty()
                ? answers.fields(Map.of("outcome", "nothing that was announced is over"))
                : answers.outcomes(outcomes);
    }

    private String createSchema() {
        history.create();
        return answers.fields(Map.of("outcome", "the tables of the install history exist"));
    }

    private String recordInstall(Node install) {
        InstallReading reading = new InstallReading(install);
        List<String> faults = reading.faults();
        return switch (reading.form().check()) {
            case InstallForm.Checked.Refused(var more) -> {
                faults.addAll(more);
                yield answers.refused(faults);
            }
            case InstallForm.Checked.Accepted(var accepted) ->
                    faults.isEmpty() ? recorded(accepted) : answers.refused(faults);
        };
    }

    private String recorded(Install install) {
        String outcome =
                switch (history.record(install)) {
                    case NEW -> "recorded";
                    case REPLACED -> "replaced";
                };
        return answers.fields(Map.of("outcome", outcome, "install", install.id()));
    }
}
