package io.keymend.remedy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What can stand against a plan before anybody looks at a row.
final class PlanFaults {
    /// The longest a plan may be in force, whatever it says of itself.
    static final Duration LONGEST = Duration.ofDays(1);

    /// How far two clocks may be apart.
    static final Duration DRIFT = Duration.ofMinutes(5);

    private PlanFaults() {}

    static Optional<String> mode(Facts facts) {
        Mode allowed = facts.leave().mode();
        Mode asked = facts.proposal().terms().mode();
        if (!allowed.allows(asked)) {
            return Optional.of(
                    "the plan asks for "
                            + asked.toString()
                            + ", the mode is "
                            + allowed.toString());
        }
        return facts.proposal().changes().stream()
                .filter(change -> !asked.allows(change.least()) || isLossUnderReseal(change))
                .findFirst()
                .map(change ->
                        change.column()
                                + " asks for "
                                + change.least().toString()
                                + ", the plan is for "
                                + asked.toString());
    }

    /// A change that loses something never passes for a re-seal, whatever it says it needs.
    private static boolean isLossUnderReseal(Change change) {
        return change.effect().loses() != change.least().loses();
    }

    static Optional<String> approval(Facts facts) {
        Proposal proposal = facts.proposal();
        return switch (facts.approval()) {
            case Approval.Automatic() -> Optional.empty();
            case Approval.None() -> Optional.of("nobody has approved it yet");
            case Approval.ByPerson(var plan, _) when !plan.equals(proposal.plan()) ->
                    Optional.of("another plan was approved");
            case Approval.ByPerson(_, var rows) when rows != proposal.rows() ->
                    Optional.of(rows + " rows were typed, the plan has " + proposal.rows());
            case Approval.ByPerson _ -> Optional.empty();
        };
    }

    static Optional<String> expiry(Facts facts) {
        Terms terms = facts.proposal().terms();
        if (!facts.now().isBefore(terms.expires())) {
            return Optional.of("it expired at " + terms.expires());
        }
        return terms.expires().isAfter(terms.created().plus(LONGEST))
                ? Optional.of("it says of itself that it is in force for more than a day")
                : Optional.empty();
    }

    static Optional<String> hash(Facts facts) {
        if (facts.proposal().changes().isEmpty()) {
            return Optional.of("it changes nothing");
        }
        return facts.proposal()
                .recomputed()
                .map(hash -> hash.equals(facts.proposal().plan()))
                .map(same -> same ? "" : "what is stored is not what the hash was made of")
                .or(() -> Optional.of("what is stored could not be read whole"))
                .filter(fault -> !fault.isEmpty());
    }

    static Optional<String> clock(Facts facts) {
        Instant now = facts.now();
        if (now.isBefore(facts.proposal().terms().created().minus(DRIFT))) {
            return Optional.of("the plan was made in the future");
        }
        return facts.databaseTime()
                .map(there -> Duration.between(now, there).abs())
                .map(apart ->
                        apart.compareTo(DRIFT) > 0
                                ? "this clock and the database's are "
                                        + apart.toSeconds()
                                        + " s apart"
                                : "")
                .or(() -> Optional.of("the database's clock could not be read"))
                .filter(fault -> !fault.isEmpty());
    }

    static Optional<String> pause(Facts facts) {
        return pause(facts.pause());
    }

    static Optional<String> pause(Pause pause) {
        return switch (pause) {
            case Pause.Off() -> Optional.empty();
            case Pause.On(var by, var since) ->
                    Optional.of("mends are paused since " + since + " by " + by);
            case Pause.Unreadable(var why) ->
                    Optional.of("the pause switch could not be read: " + why);
        };
    }

    static Optional<String> writer(Facts facts) {
        return writer(facts.leave(), facts.proposal().terms().database().secretArn());
    }

    static Optional<String> writer(Leave leave, String reader) {
        if (leave.writer().isEmpty()) {
            return Optional.of("there is no secret of a mending user");
        }
        return List.of(reader, leave.historian()).contains(leave.writer().get())
                ? Optional.of("the mending user's secret is one of those that read")
                : Optional.empty();
    }

    static Optional<String> versions(Facts facts) {
        Terms terms = facts.proposal().terms();
        if (!terms.rules().equals(Guard.RULES)) {
            return Optional.of("it was made under rules " + terms.rules() + ", not " + Guard.RULES);
        }
        return LookFaults.seen(
                facts,
                look ->
                        look.profile().id().equals(terms.product())
                                        && look.profile().version().equals(terms.profileVersion())
                                ? Optional.empty()
                                : Optional.of(
                                        "it was made by profile "
                                                + terms.product()
                                                + " "
                                                + terms.profileVersion()
                                                + ", not "
                                                + look.profile().id()
                                                + " "
                                                + look.profile().version()));
    }

    static Optional<String> install(Facts facts) {
        Terms terms = facts.proposal().terms();
        return LookFaults.seen(
                facts,
                look -> {
                    if (!look.current().id().equals(terms.install())) {
                        return Optional.of("the current install is " + look.current().id());
                    }
                    if (!look.current().database().equals(terms.database())) {
                        return Optional.of("the install's database is another one now");
                    }
                    return look.history().equals(terms.history())
                            ? Optional.empty()
                            : Optional.of("the install history was changed since");
                });
    }
}
