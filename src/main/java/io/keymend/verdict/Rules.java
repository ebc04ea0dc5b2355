package io.keymend.verdict;

import io.keymend.evidence.Canary;
import io.keymend.evidence.Inspection;
import io.keymend.install.Match;

import java.util.List;
import java.util.Optional;

/// The rules, in order: the first that is met decides.
///
/// Whose key it was comes first, because a stranger's denial must lead to no table. What can still
/// be saved comes before what is lost. [Verdict.Lost] is last: it alone leads to a deletion, so
/// every doubt stands before it.
final class Rules {
    private Rules() {}

    static List<Rule> inOrder() {
        return List.of(
                new Rule(
                        "stranger",
                        "Anybody can cause a denial: a key or role of no install is not ours to"
                                + " judge.",
                        facts ->
                                facts.match() instanceof Match.Unknown(var why)
                                        ? Optional.of(new Verdict.Stranger(why))
                                        : Optional.empty(),
                        "an install on record fits"),
                new Rule(
                        "ambiguous",
                        "Where several installs fit, the wrong one's rows could be touched.",
                        facts ->
                                facts.match() instanceof Match.Ambiguous(var why, _)
                                        ? facts.unclear(why)
                                        : Optional.empty(),
                        "one install fits"),
                new Rule(
                        "another use of the key",
                        "A key that seals no database values says nothing about rows.",
                        facts ->
                                facts.match()
                                                instanceof
                                                Match.NotData(var install, var key, var role)
                                        ? Optional.of(
                                                new Verdict.NotTheDatabase(install, key, role))
                                        : Optional.empty(),
                        "the key is asked for the database's values"),
                new Rule(
                        "wrong Region",
                        "A key is refused wherever it is not; the rows are as good as before.",
                        Facts::calledInTheWrongRegion,
                        "the key is where it was asked for, or nobody knows where it is"),
                new Rule(
                        "own key unknown",
                        "The current install cannot have worked with a key that never was: the"
                                + " record or the Region is wrong, or the key was deleted.",
                        Facts::ownKeyUnknown,
                        "it is not the current install's own key that KMS does not know"),
                new Rule(
                        "own key refused",
                        "Whoever is refused the key of the install lacks access; no row is at"
                                + " fault.",
                        facts ->
                                facts.match() instanceof Match.Current(var install, var key, _)
                                        ? Optional.of(
                                                new Verdict.AccessMissing(
                                                        install, key, facts.evidence().state(key)))
                                        : Optional.empty(),
                        "the key asked for is not the current install's own"),
                new Rule(
                        "database unread",
                        "Tables that could not be read are never empty.",
                        facts ->
                                facts.evidence().inspection() instanceof Inspection.Unseen(var why)
                                        ? facts.unclear("the tables could not be read: " + why)
                                        : Optional.empty(),
                        "the database was read"),
                new Rule(
                        "canary failed",
                        "Where the current key does not open what it made a moment ago, a value"
                                + " that does not open says nothing: it is us, not the rows.",
                        facts ->
                                facts.evidence().canary() instanceof Canary.Failed(var why)
                                        ? facts.unclear(
                                                "the current key does not open a fresh value"
                                                        + " of its own: "
                                                        + why)
                                        : Optional.empty(),
                        "the current key was not seen to fail"),
                new Rule(
                        "alias moved",
                        "An alias that was given to another key since turns good rows away.",
                        Facts::askedByAMovedAlias,
                        "no alias on record was moved from a key that sealed rows"),
                new Rule(
                        "a key may open the rows",
                        "What may still be saved is not lost, whatever else is unknown.",
                        Facts::rescuable,
                        "no key that may be brought back is known to have sealed a row"),
                new Rule(
                        "values unresolved",
                        "A value whose key is not known may be good.",
                        facts ->
                                facts.unresolved() > 0
                                        ? facts.unclear(
                                                facts.amongTheRest(
                                                        facts.unresolved()
                                                                + " sealed values could not be"
                                                                + " attributed to a key"))
                                        : Optional.empty(),
                        "every value found was attributed"),
                new Rule(
                        "tables unread",
                        "An unread table is never \"no rows\".",
                        facts ->
                                facts.unreadTables() > 0
                                        ? facts.unclear(
                                                facts.amongTheRest(
                                                        (facts.unreadTables() == 1
                                                                        ? "1 table"
                                                                        : facts.unreadTables()
                                                                                + " tables")
                                                                + " could not be read"))
                                        : Optional.empty(),
                        "every table was read"),
                new Rule(
                        "nothing sealed",
                        "A product known to seal has sealed values somewhere: they were not"
                                + " found.",
                        facts ->
                                facts.stale() == 0 && facts.fine() == 0
                                        ? facts.unclear(
                                                "no sealed column was found in a product known"
                                                        + " to seal")
                                        : Optional.empty(),
                        "sealed values were found"),
                new Rule(
                        "fine, but called elsewhere",
                        "A denial that names no key, from a Region the current key is not in.",
                        Facts::fineButCalledElsewhere,
                        "there are stale rows, or the current key is where it was called"),
                new Rule(
                        "nothing stale",
                        "Every value is the current key's own: the cause is elsewhere.",
                        facts ->
                                facts.stale() == 0
                                        ? facts.current()
                                                .map(current ->
                                                        new Verdict.NothingStale(
                                                                current, facts.fine()))
                                        : Optional.empty(),
                        "there are values of other keys"),
                new Rule(
                        "sealer unknown",
                        "A key that is on no record may open them.",
                        facts ->
                                facts.unnamed() > 0
                                        ? facts.unclear(
                                                facts.unnamed()
                                                        + " sealed values are not the current"
                                                        + " key's, and it is not known whose"
                                                        + " they are")
                                        : Optional.empty(),
                        "every stale value has a sealer on record"),
                new Rule(
                        "sealer inferred",
                        "That only one key on record is left proves nothing: one on no record"
                                + " may have sealed them.",
                        facts ->
                                facts.inferred() > 0
                                        ? facts.unclear(
                                                "no key on record opens "
                                                        + facts.inferred()
                                                        + " sealed values. That the missing key"
                                                        + " sealed them is inferred, and a key"
                                                        + " on no record may still open them")
                                        : Optional.empty(),
                        "each sealer was seen to make its fingerprint"),
                new Rule(
                        "not refused by the current key",
                        "A fingerprint is a hint: KMS itself must say that the current key did"
                                + " not seal the value.",
                        facts ->
                                facts.neverAskedOfCurrent() > 0
                                        ? facts.unclear(
                                                "KMS was not asked whether the current key"
                                                        + " opens "
                                                        + facts.neverAskedOfCurrent()
                                                        + " sealed values")
                                        : Optional.empty(),
                        "KMS says of each fingerprint that it is not the current key's"),
                new Rule(
                        "not proved gone",
                        "\"Not found\" counts only in the key's own account and Region, from a"
                                + " KMS that answers us there, or with a DeleteKey on record.",
                        facts ->
                                facts.notProvedGone()
                                        .flatMap(key ->
                                                facts.unclear(
                                                        "it is not proved that the key is gone:"
                                                                + " "
                                                                + key.key())),
                        "every stale key is proved gone"),
                new Rule(
                        "canary missing",
                        "Without one value that opens, none is known to be lost.",
                        facts ->
                                facts.evidence().canary() instanceof Canary.NotRun(var why, _)
                                        ? facts.unclear(
                                                "it was not seen that the current key opens a"
                                                        + " fresh value of its own: "
                                                        + why)
                                        : Optional.empty(),
                        "the current key opened a fresh value of its own in this run"),
                new Rule(
                        "lost",
                        "Every table was read, every stale value is a key's that is proved"
                                + " gone, and the current key works.",
                        facts ->
                                facts.current()
                                        .map(current -> new Verdict.Lost(current, facts.keys())),
                        "no install is known"));
    }
}
