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
        Node arguments = command.arguments();
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
                default -> throw new Wrong("there is no command " + Shown.of(command.name()));
            };
        } catch (Wrong | HistoryUnavailable | MendFailed e) {
            return answers.error(String.valueOf(e.getMessage()));
        }
    }

    /// An argument that cannot be used; the message says which and what it should be.
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    private String plan(Node arguments, BooleanSupplier timeIsUp) {
        Mode mode = mode(arguments.at("mode"));
        Look look =
                desk.looker()
                        .look(need(arguments, "install", "an install's id"), timeIsUp)
                        .orElseThrow(() -> new Wrong("no such install is on record"));
        return answers.planning(
                desk.planner()
                        .plan(
                                look,
                                mode,
                                context(arguments.at("context")),
                                desk.clock().instant(),
                                timeIsUp));
    }

    /// A plan can be made and read while mending is off; it cannot be applied.
    private Mode mode(Node given) {
        Mode mode = given.isAbsent() ? desk.settings().mode() : Mode.parse(given.textOrEmpty());
        if (mode == Mode.OFF) {
            throw new Wrong("mode is not reseal, purge-gone or purge-superseded");
        }
        return mode;
    }

    private static Optional<Map<String, String>> context(Node given) {
        if (given.isAbsent()) {
            return Optional.empty();
        }
        if (!given.isObject()) {
            throw new Wrong("context is " + given + ", not an object of texts");
        }
        Map<String, String> context = new LinkedHashMap<>();
        for (String name : given.names()) {
            if (!given.at(name).isText()) {
                throw new Wrong("context is no object of texts: one of them is " + given.at(name));
            }
            context.put(name, given.at(name).textOrEmpty());
        }
        return Optional.of(context);
    }

    private String explain(Node arguments, BooleanSupplier timeIsUp) {
        Explanation explanation =
                desk.mending()
                        .explain(planId(arguments), timeIsUp)
                        .orElseThrow(() -> new Wrong("there is no such plan"));
        return answers.explanation(explanation);
    }

    private String apply(Node arguments, BooleanSupplier timeIsUp) {
        PlanId plan = planId(arguments);
        MendReport report =
                desk.mending().apply(plan, new Approval.ByPerson(plan, rows(arguments)), timeIsUp);
        boolean isNews =
                switch (report.result()) {
                    case APPLIED, FAILED, UNFINISHED -> true;
                    case REFUSED, TAKEN -> false;
                };
        return answers.mended(report, isNews ? news.tell(report) : "only you");
    }

    private String restore(Node arguments, BooleanSupplier timeIsUp) {
        PlanId plan = planId(arguments);
        RestoreReport report =
                desk.restoring()
                        .restore(
                                plan,
                                one(arguments),
                                new Approval.ByPerson(plan, rows(arguments)),
                                timeIsUp);
        return answers.restored(
                report,
                report.result() == RestoreReport.Result.REFUSED ? "only you" : news.tell(report));
    }

    private static Optional<Restoring.One> one(Node arguments) {
        Node key = arguments.at("key");
        if (key.isAbsent()) {
            return Optional.empty();
        }
        if (!key.isArray() || !key.elements().stream().allMatch(Node::isText)) {
            throw new Wrong("key is not an array of texts, as the command journal shows it");
        }
        return Optional.of(
                new Restoring.One(
                        column(arguments),
                        new RowKey(key.elements().stream().map(Node::textOrEmpty).toList())));
    }

    private static ColumnName column(Node arguments) {
        return new ColumnName(
                new TableName(
                        need(arguments, "schema", "as the command journal shows it"),
                        need(arguments, "table", "as the command journal shows it")),
                need(arguments, "column", "as the command journal shows it"));
    }

    private String journal(Node arguments) {
        PlanId plan = planId(arguments);
        return (arguments.at("column").isAbsent()
                        ? desk.restoring().mended(plan).map(answers::mended)
                        : desk.restoring()
                                .journal(plan, column(arguments), Optional.empty())
                                .map(answers::journal))
                .orElseThrow(() ->
                        new Wrong(
                                "there is no such plan, or mending is off: only the mending user"
                                        + " reads the journal"));
    }

    private String createJournal(Node arguments) {
        String id = need(arguments, "install", "an install's id");
        Install install =
                desk.history().all().stream()
                        .filter(known -> known.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new Wrong("no such install is on record"));
        desk.writing()
                .orElseThrow(() -> new Wrong("mending is off: only the mending user writes"))
                .mender(install.database())
                .createJournal();
        return answers.fields(Map.of("outcome", "the journal exists in the product's database"));
    }

    private String pause(Node arguments) {
        desk.plans().pause(by(arguments), desk.clock().instant());
        return answers.fields(Map.of("outcome", "mends are paused"));
    }

    private String resume(Node arguments) {
        desk.plans().resume(by(arguments), desk.clock().instant());
        return answers.fields(Map.of("outcome", "mends may run"));
    }

    private static String by(Node arguments) {
        String by = need(arguments, "by", "who says so, 1 to 64 printable characters");
        if (!by.matches("[\\x20-\\x7e]{1,64}")) {
            throw new Wrong("by is not 1 to 64 printable characters");
        }
        return by;
    }

    private static PlanId planId(Node arguments) {
        String hash = need(arguments, "plan", "the 64 digits that name it");
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new Wrong("plan is not the 64 digits that name one: " + Shown.of(hash));
        }
        return new PlanId(hash);
    }

    /// How many rows a person typed. As text, so that nobody passes it by a slip of a script.
    private static long rows(Node arguments) {
        String rows = need(arguments, "rows", "how many rows it changes, as text");
        if (!rows.matches("[0-9]{1,18}")) {
            throw new Wrong("rows is not a count: " + Shown.of(rows));
        }
        return Long.parseLong(rows);
    }

    private static String need(Node arguments, String name, String what) {
        Node value = arguments.at(name);
        return value.text()
                .orElseThrow(() ->
                        new Wrong(
                                value.isAbsent()
                                        ? name + " is missing: " + what
                                        : name + " is not text: " + what));
    }
}
