package io.keymend;

import io.keymend.alert.Shown;
import io.keymend.doctor.KeyMend;
import io.keymend.doctor.KeyMending;
import io.keymend.doctor.KeyTask;
import io.keymend.doctor.SuppliedSecrets;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.Install;
import io.keymend.install.InstallHistory;
import io.keymend.mend.MendFailed;
import io.keymend.mend.RestoreReport;
import io.keymend.mend.Restoring;
import io.keymend.remedy.Approval;
import io.keymend.remedy.PlanId;

import java.util.Set;
import java.util.function.BooleanSupplier;

/// What an operator can have changed about rows that a product seals with its own key. Without a
/// plan a command only looks, and names the plan.
final class KeyCommands {
    private final InstallHistory history;
    private final KeyMending mending;
    private final Restoring restoring;
    private final MendNews news;
    private final MendAnswers answers;

    KeyCommands(
            InstallHistory history,
            KeyMending mending,
            Restoring restoring,
            MendNews news,
            MendAnswers answers) {
        this.history = history;
        this.mending = mending;
        this.restoring = restoring;
        this.news = news;
        this.answers = answers;
    }

    /// Whether it is one of these commands.
    static boolean knows(String name) {
        return Set.of("reseal-keys", "enter-keys", "empty-keys", "restore-keys").contains(name);
    }

    String run(Input.Command command, BooleanSupplier timeIsUp) {
        try {
            Arguments arguments = new Arguments(command.arguments());
            Install install = install(arguments.need("install", "an install's id"));
            return switch (command.name()) {
                case "restore-keys" -> restore(install, arguments, timeIsUp);
                case "enter-keys" -> mend(install, enter(arguments), arguments, timeIsUp);
                case "empty-keys" -> mend(install, empty(arguments), arguments, timeIsUp);
                default -> mend(install, reseal(arguments), arguments, timeIsUp);
            };
        } catch (Arguments.Wrong | HistoryUnavailable | MendFailed | SuppliedSecrets.Unusable e) {
            return answers.error(String.valueOf(e.getMessage()));
        }
    }

    private Install install(String id) {
        return history.find(id)
                .filter(known -> known.ownKey().isPresent())
                .orElseThrow(() ->
                        new Arguments.Wrong(
                                "no install with an ownKey is on record as " + Shown.of(id)));
    }

    private static KeyTask reseal(Arguments arguments) {
        return new KeyTask.Reseal(
                arguments.need("from", "the id of the key that opens the rows, or none"));
    }

    private static KeyTask enter(Arguments arguments) {
        return new KeyTask.Enter(
                arguments.need("secret", "the ARN of the secret that holds them by their ids"));
    }

    private static KeyTask empty(Arguments arguments) {
        return new KeyTask.Empty(
                arguments.texts("ids", "the ids of the rows to be emptied, as a list of texts"));
    }

    private String mend(
            Install install, KeyTask task, Arguments arguments, BooleanSupplier timeIsUp) {
        Approval approval =
                arguments.has("plan")
                        ? new Approval.ByPerson(arguments.plan(), arguments.rows())
                        : new Approval.None();
        KeyMend mend = mending.mend(install, task, approval, timeIsUp);
        boolean isNews = mend.outcome().isPresent();
        return answers.ofKeys(mend, isNews ? news.tell(install, mend) : "only you");
    }

    private String restore(Install install, Arguments arguments, BooleanSupplier timeIsUp) {
        PlanId plan = arguments.plan();
        RestoreReport report =
                restoring.restore(
                        plan,
                        install.database(),
                        new Approval.ByPerson(plan, arguments.rows()),
                        timeIsUp);
        return answers.restored(
                report,
                report.result() == RestoreReport.Result.REFUSED ? "only you" : news.tell(report));
    }
}
