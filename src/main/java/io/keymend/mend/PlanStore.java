package io.keymend.mend;

import io.keymend.remedy.Pause;
import io.keymend.remedy.PlanId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where plans and the pause switch are kept. Plans are never changed, only how far they have come.
///
/// Every method but [#pause()] throws [io.keymend.install.HistoryUnavailable] where the database
/// does not answer.
public interface PlanStore {
    /// A name under which rows can be stored before their plan is.
    String draft();

    /// Stores one page of a part's rows.
    void addPage(String draft, int part, int number, String rows);

    /// Stores an open plan over a draft's rows.
    void keep(String draft, Plan plan);

    Optional<StoredPlan> find(PlanId plan);

    /// The plans made last, newest first.
    List<StoredPlan> newest(int most);

    /// One page of a part's rows; absent behind the last.
    Optional<String> page(String draft, int part, int number);

    /// Takes the right to apply a plan that is open, or whose applier's time ran out. Of many who
    /// try, one gets it; behind its expiry nobody does.
    Optional<Claim> claim(PlanId plan, Instant now, Instant until);

    /// Keeps a claim and says how far the plan has come.
    ///
    /// @return false where somebody else holds it now
    boolean renew(Claim claim, Instant until, String progress);

    /// Gives a claim back, so that another can go on at once.
    void release(Claim claim, String progress);

    /// Ends a plan.
    ///
    /// @return false where somebody else holds it now
    boolean end(Claim claim, PlanState state, String progress);

    /// Closes a plan whose time ran out, unless it is ended or being applied.
    void expire(PlanId plan, Instant now);

    /// The switch. What cannot be read is an answer, too.
    Pause pause();

    /// Turns the switch on.
    void pause(String by, Instant now);

    /// Turns the switch off.
    void resume(String by, Instant now);

    /// What time the database thinks it is.
    Instant time();
}
