package io.keymend.mend;

import io.keymend.mend.MendReport.Result;
import io.keymend.remedy.Approval;
import io.keymend.remedy.Look;
import io.keymend.remedy.Mode;
import io.keymend.remedy.PlanId;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Plans and applies by itself what its mode asks for, what loses nothing first. From there on it
/// goes the way of a person's command.
public final class AutomaticMend {
    /// Plans looked through for one that was not finished.
    private static final int RECENT = 20;

    private final Mode mode;
    private final PlanStore plans;
    private final Looker looker;
    private final Planner planner;
    private final Mending mending;
    private final InstantSource clock;

    public AutomaticMend(
            Mode mode,
            PlanStore plans,
            Looker looker,
            Planner planner,
            Mending mending,
            InstantSource clock) {
        this.mode = mode;
        this.plans = plans;
        this.looker = looker;
        this.planner = planner;
        this.mending = mending;
        this.clock = clock;
    }

    /// What was done about the rows of an install; empty where nothing was to be done. Without a
    /// mode nothing is even looked at.
    ///
    /// @throws io.keymend.install.HistoryUnavailable where Keymend's own tables cannot be reached
    /// @throws MendFailed where the rows cannot be read
    public List<MendReport> mend(String install, BooleanSupplier timeIsUp) {
        if (mode == Mode.OFF) {
            return List.of();
        }
        List<MendReport> reports = new ArrayList<>();
        unfinished(install).forEach(plan -> reports.add(apply(plan, timeIsUp)));
        if (reports.stream().allMatch(report -> report.result() == Result.APPLIED)) {
            Stream.of(Mode.RESEAL, mode)
                    .distinct()
                    .flatMap(asked -> planned(install, asked, timeIsUp).stream())
                    .forEach(plan -> reports.add(apply(plan, timeIsUp)));
        }
        return reports;
    }

    private MendReport apply(PlanId plan, BooleanSupplier timeIsUp) {
        return mending.apply(plan, new Approval.Automatic(), timeIsUp);
    }

    /// Plans that a run before this one began. A plan that nobody began is a person's to apply.
    private List<PlanId> unfinished(String install) {
        return plans.newest(RECENT).stream()
                .filter(stored -> stored.state() == PlanState.APPLYING)
                .filter(stored -> isInForceFor(install, stored))
                .map(StoredPlan::id)
                .toList();
    }

    private boolean isInForceFor(String install, StoredPlan stored) {
        try {
            Plan plan = Plan.read(stored.text());
            return plan.terms().install().equals(install)
                    && clock.instant().isBefore(plan.terms().expires());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private Optional<PlanId> planned(String install, Mode asked, BooleanSupplier timeIsUp) {
        Optional<Look> look = looker.look(install, timeIsUp);
        return look.flatMap(found ->
                        planner.plan(found, asked, Optional.empty(), clock.instant(), timeIsUp)
                                .plan())
                .map(Plan::id);
    }
}
