package io.keymend;

import io.keymend.alert.Shown;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.TableName;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.Install;
import io.keymend.json.Node;
import io.keymend.mend.Explanation;
import io.keymend.mend.MendFailed;
import io.keymend.mend.MendReport;
import io.keymend.mend.RestoreReport;
import io.keymend.mend.Restoring;
import io.keymend.remedy.Approval;
import io.keymend.remedy.Look;
import io.keymend.remedy.Mode;
import io.keymend.remedy.PlanId;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// What an operator can ask for about mending.
final class MendCommands {
    private static final int SHOWN_PLANS = 10;

    private final MendDesk desk;
    private final MendNews news;
    private final MendAnswers answers;

    MendCommands(MendDesk desk, MendNews news, MendAnswers answers) {
        this.desk = desk;
        this.news = news;
        this.answers = answers;
    }

    /// Whether it is one of these commands.
    static boolean knows(String name) {
        return Set.of(
                        "plan",
                        "plans",
                        "explain-plan",
                        "apply",
                        "restore",
                        "journal",
                        "create-journal",
                        "pause",
                        "resume")
                .contains(name);
    }

    String run(Input.Command command, BooleanSupplier timeIsUp) {
        Arguments arguments = new Arguments(command.arguments());
        try {
            return switch (command.name()) {
                case "plan" -> plan(arguments, timeIsUp);
                case "plans" -> answers.plans(desk.plans().newest(SHOWN_PLANS));
                case "explain-plan" -> explain(arguments, timeIsUp);
                case "apply" -> apply(arguments, timeIsUp);
                case "restore" -> restore(arguments, timeIsUp);
                case "journal" -> journal(arguments);
                case "create-journal" -> createJournal(arguments);
                case "pause" -> pause(arguments);
                case "resume" -> resume(arguments);
                default ->
                        throw new Arguments.Wrong(
                                "there is no command " + Shown.of(command.name()));
            };
        } catch (Arguments.Wrong | HistoryUnavailable | MendFailed e) {
            return answers.error(String.valueOf(e.getMessage()));
        }
    }

    private String plan(Arguments arguments, BooleanSupplier timeIsUp) {
        Mode mode = mode(arguments.given().at("mode"));
        Look look =
                desk.looker()
                        .look(arguments.need("install", "an install's id"), timeIsUp)
                        .orElseThrow(() -> new Arguments.Wrong("no such install is on record"));
        return answers.planning(
                desk.planner()
                        .plan(
                                look,
                                mode,
                                context(arguments.given().at("context")),
                                desk.clock().instant(),
                                timeIsUp));
    }

    /// A plan can be made and read while mending is off; it cannot be applied.
    private Mode mode(Node given) {
        Mode mode = given.isAbsent() ? desk.settings().mode() : Mode.parse(given.textOrEmpty());
        if (mode == Mode.OFF) {
            throw new Arguments.Wrong("mode is not reseal, purge-gone or purge-superseded");
        }
        return mode;
    }

    private static Optional<Map<String, String>> context(Node given) {
        if (given.isAbsent()) {
            return Optional.empty();
        }
        if (!given.isObject()) {
            throw new Arguments.Wrong("context is " + given + ", not an object of texts");
        }
        Map<String, String> context = new LinkedHashMap<>();
        for (String name : given.names()) {
            if (!given.at(name).isText()) {
                throw new Arguments.Wrong(
                        "context is no object of texts: one of them is " + given.at(name));
            }
            context.put(name, given.at(name).textOrEmpty());
        }
        return Optional.of(context);
    }

    private String explain(Arguments arguments, BooleanSupplier timeIsUp) {
        Explanation explanation =
                desk.mending()
                        .explain(arguments.plan(), timeIsUp)
                        .orElseThrow(() -> new Arguments.Wrong("there is no such plan"));
        return answers.explanation(explanation);
    }

    private String apply(Arguments arguments, BooleanSupplier timeIsUp) {
        PlanId plan = arguments.plan();
        MendReport report =
                desk.mending().apply(plan, new Approval.ByPerson(plan, arguments.rows()), timeIsUp);
        boolean isNews =
                switch (report.result()) {
                    case APPLIED, FAILED, UNFINISHED -> true;
                    case REFUSED, TAKEN -> false;
                };
        return answers.mended(report, isNews ? news.tell(report) : "only you");
    }

    private String restore(Arguments arguments, BooleanSupplier timeIsUp) {
        PlanId plan = arguments.plan();
        RestoreReport report =
                desk.restoring()
                        .restore(
                                plan,
                                one(arguments),
                                new Approval.ByPerson(plan, arguments.rows()),
                                timeIsUp);
        return answers.restored(
                report,
                report.result() == RestoreReport.Result.REFUSED ? "only you" : news.tell(report));
    }

    private static Optional<Restoring.One> one(Arguments arguments) {
        Node key = arguments.given().at("key");
        if (key.isAbsent()) {
            return Optional.empty();
        }
        if (!key.isArray() || !key.elements().stream().allMatch(Node::isText)) {
            throw new Arguments.Wrong(
                    "key is not an array of texts, as the command journal shows it");
        }
        return Optional.of(
                new Restoring.One(
                        column(arguments),
                        new RowKey(key.elements().stream().map(Node::textOrEmpty).toList())));
    }

    private static ColumnName column(Arguments arguments) {
        return new ColumnName(
                new TableName(
                        arguments.need("schema", "as the command journal shows it"),
                        arguments.need("table", "as the command journal shows it")),
                arguments.need("column", "as the command journal shows it"));
    }

    private String journal(Arguments arguments) {
        PlanId plan = arguments.plan();
        return (arguments.given().at("column").isAbsent()
                        ? desk.restoring().mended(plan).map(answers::mended)
                        : desk.restoring()
                                .journal(plan, column(arguments), Optional.empty())
                                .map(answers::journal))
                .orElseThrow(() ->
                        new Arguments.Wrong(
                                "there is no such plan, or mending is off: only the mending user"
                                        + " reads the journal"));
    }

    private String createJournal(Arguments arguments) {
        String id = arguments.need("install", "an install's id");
        Install install =
                desk.history()
                        .find(id)
                        .orElseThrow(() -> new Arguments.Wrong("no such install is on record"));
        desk.writing()
                .orElseThrow(
                        () -> new Arguments.Wrong("mending is off: only the mending user writes"))
                .mender(install.database())
                .createJournal();
        return answers.fields(Map.of("outcome", "the journal exists in the product's database"));
    }

    private String pause(Arguments arguments) {
        desk.plans().pause(by(arguments), desk.clock().instant());
        return answers.fields(Map.of("outcome", "mends are paused"));
    }

    private String resume(Arguments arguments) {
        desk.plans().resume(by(arguments), desk.clock().instant());
        return answers.fields(Map.of("outcome", "mends may run"));
    }

    private static String by(Arguments arguments) {
        String by = arguments.need("by", "who says so, 1 to 64 printable characters");
        if (!by.matches("[\\x20-\\x7e]{1,64}")) {
            throw new Arguments.Wrong("by is not 1 to 64 printable characters");
        }
        return by;
    }
}
