package io.keymend;

import io.keymend.alert.Shown;
import io.keymend.aws.AwsAdapters;
import io.keymend.doctor.KeyMending;
import io.keymend.doctor.KeySource;
import io.keymend.doctor.SecretTables;
import io.keymend.doctor.SuppliedSecrets;
import io.keymend.evidence.Examiner;
import io.keymend.install.InstallHistory;
import io.keymend.mend.AutomaticMend;
import io.keymend.mend.Looker;
import io.keymend.mend.MendLog;
import io.keymend.mend.Mending;
import io.keymend.mend.PlanStore;
import io.keymend.mend.Planner;
import io.keymend.mend.Restoring;
import io.keymend.mend.Writing;
import io.keymend.profile.Profiles;
import io.keymend.remedy.Leave;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Everything mending needs, wired once.
///
/// @param historian the secret of the history's user
/// @param writing absent unless mending is on: nothing else holds the mending user's secret
record MendDesk(
        MendSettings settings,
        String historian,
        InstallHistory history,
        PlanStore plans,
        Looker looker,
        Planner planner,
        Mending mending,
        Restoring restoring,
        AutomaticMend automatic,
        Optional<Writing> writing,
        InstantSource clock) {
    static MendDesk of(
            Settings settings,
            AwsAdapters aws,
            Profiles profiles,
            InstantSource clock,
            DecisionLog log) {
        MendSettings allowed = settings.mending();
        allowed.slip()
                .ifPresent(text ->
                        log.warn(
                                "KEYMEND_MODE is none of off, reseal, purge-gone,"
                                        + " purge-superseded, and counts as off",
                                Map.of("reason", Shown.of(text))));
        Optional<Writing> writing = allowed.writerSecret().map(aws::writing);
        Leave leave = allowed.leave(settings.history().secretArn());
        PlanStore plans = aws.plans();
        Looker looker =
                new Looker(
                        aws.history(),
                        aws.lifecycle(),
                        profiles,
                        new Examiner(aws.tables(), aws.keys(), aws.seenSeals()),
                        aws.keys(),
                        clock);
        Planner planner = new Planner(plans, aws.reach(), allowed.caps(), allowed.planLasts());
        Mending mending =
                new Mending(plans, looker, aws.reach(), leave, writing, clock, progress(log));
        return new MendDesk(
                allowed,
                settings.history().secretArn(),
                aws.history(),
                plans,
                looker,
                planner,
                mending,
                new Restoring(plans, leave, writing, clock),
                new AutomaticMend(allowed.mode(), plans, looker, planner, mending, clock),
                writing,
                clock);
    }

    /// Changing rows that a product seals with its own key.
    KeyMending keyMending(SecretTables tables, KeySource keys, SuppliedSecrets supplied) {
        return new KeyMending(
                tables, keys, supplied, settings.leave(historian), plans::pause, writing, clock);
    }

    private static MendLog progress(DecisionLog log) {
        return (plan, column, done, of, tally) ->
                log.info(
                        "mending",
                        Map.of(
                                "plan", plan.hash(),
                                "column", column.toString(),
                                "done", done + " of " + of,
                                "changed", Long.toString(tally.done()),
                                "left", Long.toString(tally.left())));
    }
}
