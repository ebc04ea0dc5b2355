package io.keymend.mend;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.remedy.Caps;
import io.keymend.remedy.Change;
import io.keymend.remedy.Guard;
import io.keymend.remedy.Look;
import io.keymend.remedy.Mode;
import io.keymend.remedy.Terms;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Binds what a mode asks for to exact rows. It lists all of them, whatever the caps say: a plan
/// beyond its caps is there to be read, and is refused when it is to be applied.
public final class Planner {
    /// Parts of one plan; more would not fit an answer of the database that keeps it.
    private static final int MOST_PARTS = 60;

    private final PlanStore plans;
    private final Reach reach;
    private final Caps caps;
    private final Duration lasts;

    /// @param lasts how long a plan is in force
    public Planner(PlanStore plans, Reach reach, Caps caps, Duration lasts) {
        this.plans = plans;
        this.reach = reach;
        this.caps = caps;
        this.lasts = lasts;
    }

    /// Makes and stores a plan.
    ///
    /// @param context the encryption context that a person gave, if one did
    /// @throws MendFailed.Unreachable where the rows cannot be read
    /// @throws io.keymend.install.HistoryUnavailable where the plan cannot be stored
    public Planning plan(
            Look look,
            Mode mode,
            Optional<Map<String, String>> context,
            Instant now,
            BooleanSupplier timeIsUp) {
        List<String> left = new ArrayList<>();
        Draft draft = new Draft(plans, reach.finder(look.current().database()), timeIsUp);
        for (ColumnCensus column : look.evidence().columns()) {
            List<Choice.Taken> chosen = new ArrayList<>();
            for (SealedGroup group : column.groups()) {
                switch (Choice.of(look, mode, context, column, group)) {
                    case Choice.Taken taken -> chosen.add(taken);
                    case Choice.Left(var why) ->
                            left.add(group.rows() + " of " + column.column() + ": " + why);
                    case Choice.None() -> {}
                }
            }
            once(chosen).forEach(taken -> draft.add(taken, column).ifPresent(left::add));
        }
        if (draft.parts().size() > MOST_PARTS) {
            left.add("the plan would have more than " + MOST_PARTS + " parts");
            return new Planning(Optional.empty(), left);
        }
        if (draft.isCutOff()) {
            left.add("no time was left to name every row");
            return new Planning(Optional.empty(), left);
        }
        return new Planning(kept(draft, terms(look, mode, now)), left);
    }

    private Optional<Plan> kept(Draft draft, Terms terms) {
        if (draft.parts().isEmpty()) {
            return Optional.empty();
        }
        Plan plan = new Plan(terms, draft.parts());
        plans.keep(draft.name(), plan);
        return Optional.of(plan);
    }

    private Terms terms(Look look, Mode mode, Instant now) {
        Instant created = now.truncatedTo(ChronoUnit.MILLIS);
        return new Terms(
                look.current().product(),
                look.current().id(),
                look.current().database(),
                mode,
                look.verdictName(),
                look.history(),
                look.profile().version(),
                Guard.RULES,
                caps,
                created,
                created.plus(lasts));
    }

    /// No row is planned twice: what reads every row of a column finds those of its key in any
    /// form.
    private static List<Choice.Taken> once(List<Choice.Taken> chosen) {
        List<KeyArn> whole =
                chosen.stream()
                        .filter(taken -> taken.selection() instanceof Selection.NotNull)
                        .map(Choice.Taken::sealer)
                        .toList();
        return chosen.stream()
                .filter(taken ->
                        taken.selection() instanceof Selection.NotNull
                                || !whole.contains(taken.sealer()))
                .distinct()
                .toList();
    }

    /// A plan being made: its rows are stored as they are read, so that few of them are held.
    private static final class Draft {
        private final PlanStore plans;
        private final RowFinder finder;
        private final BooleanSupplier timeIsUp;
        private final String name;
        private final List<PlanPart> parts = new ArrayList<>();
        private boolean cutOff;

        Draft(PlanStore plans, RowFinder finder, BooleanSupplier timeIsUp) {
            this.plans = plans;
            this.finder = finder;
            this.timeIsUp = timeIsUp;
            this.name = plans.draft();
        }

        /// Answers what stands against it, if anything.
        Optional<String> add(Choice.Taken taken, ColumnCensus column) {
            try {
                addAll(taken, column);
                return Optional.empty();
            } catch (MendFailed.Refused e) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }

        private void addAll(Choice.Taken taken, ColumnCensus column) {
            Target target = taken.target();
            RowPages pages = new RowPages(plans, name, parts.size());
            Referring referring = Referring.to(finder, target);
            Optional<RowKey> after = Optional.empty();
            boolean last = false;
            while (!last && !cutOff) {
                RowFinder.Page page = finder.rows(target, taken.selection(), after);
                page.rows().forEach(pages::add);
                referring.count(page.rows());
                last = page.isLast() || page.rows().isEmpty();
                cutOff = timeIsUp.getAsBoolean();
                after = last ? after : Optional.of(page.rows().getLast().key());
            }
            if (!cutOff && pages.count() > 0) {
                parts.add(part(taken, column, pages, referring));
            }
        }

        private PlanPart part(
                Choice.Taken taken, ColumnCensus column, RowPages pages, Referring referring) {
            Digest digest = pages.end();
            Change change =
                    new Change(
                            column.column(),
                            taken.sealer(),
                            taken.least(),
                            PlanPart.effect(taken.target().action()),
                            pages.count(),
                            finder.count(column.column().table()),
                            referring.rows());
            return new PlanPart(change, taken.target(), taken.selection(), digest);
        }

        String name() {
            return name;
        }

        List<PlanPart> parts() {
            return parts;
        }

        boolean isCutOff() {
            return cutOff;
        }
    }
}
