package io.keymend.remedy;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Canary;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.Sealer;
import io.keymend.install.KeyRole;
import io.keymend.verdict.Verdict;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What can stand against a plan in what looking found.
final class LookFaults {
    private LookFaults() {}

    /// What nobody saw is never fine.
    static Optional<String> seen(Facts facts, Function<Look, Optional<String>> fault) {
        return facts.look()
                .map(fault)
                .orElseGet(() -> Optional.of("nobody could look at it again"));
    }

    static Optional<String> verdict(Facts facts) {
        Terms terms = facts.proposal().terms();
        return seen(
                facts,
                look -> {
                    if (!look.verdictName().equals(terms.verdict())) {
                        return Optional.of(
                                "it was " + terms.verdict() + ", now it is " + look.verdictName());
                    }
                    return allows(look.verdict(), terms.mode())
                            ? Optional.empty()
                            : Optional.of(
                                    look.verdictName()
                                            + " does not allow "
                                            + terms.mode().toString());
                });
    }

    /// Named one by one: a verdict that is new allows nothing until somebody says so.
    static boolean allows(Verdict verdict, Mode mode) {
        boolean lost = verdict instanceof Verdict.Lost;
        boolean rescuable = verdict instanceof Verdict.Rescuable;
        return switch (mode) {
            case OFF -> false;
            case RESEAL -> rescuable;
            case PURGE_GONE -> lost;
            case PURGE_SUPERSEDED -> lost || rescuable;
        };
    }

    static Optional<String> tables(Facts facts) {
        return seen(
                facts,
                look ->
                        switch (look.evidence().inspection()) {
                            case Inspection.Unseen(var why) ->
                                    Optional.of("the database was not read: " + why);
                            case Inspection.Seen(_, var unread) ->
                                    unread.isEmpty()
                                            ? Optional.empty()
                                            : Optional.of(
                                                    unread.getFirst().table()
                                                            + " was not read: "
                                                            + unread.getFirst().why());
                        });
    }

    static Optional<String> canary(Facts facts) {
        return seen(
                facts,
                look -> {
                    List<KeyArn> keys = look.current().dataKeys();
                    return keys.isEmpty()
                            ? Optional.of("the current install has no data key")
                            : keys.stream().flatMap(key -> canary(look, key).stream()).findFirst();
                });
    }

    private static Optional<String> canary(Look look, KeyArn key) {
        return switch (look.canaries().getOrDefault(key, new Canary.NotRun("nobody asked"))) {
            case Canary.Passed _ -> Optional.empty();
            case Canary.Failed(var why) ->
                    Optional.of(key + " does not open a fresh value of its own: " + why);
            case Canary.NotRun(var why, _) ->
                    Optional.of(key + " was not seen to open a fresh value: " + why);
        };
    }

    static Optional<String> system(Facts facts) {
        return seen(
                facts,
                look ->
                        look.current().dataKeys().stream()
                                .filter(key ->
                                        !(look.evidence().state(key) instanceof KeyState.Enabled))
                                .findFirst()
                                .map(key ->
                                        "the current key "
                                                + key
                                                + " is not seen to be enabled: it may be us, not"
                                                + " the rows")
                                .or(() -> nothingSealed(look)));
    }

    private static Optional<String> nothingSealed(Look look) {
        return look.evidence().columns().isEmpty()
                ? Optional.of("no sealed column was found at all")
                : Optional.empty();
    }

    static Optional<String> keys(Facts facts) {
        return seen(
                facts,
                look ->
                        facts.proposal().changes().stream()
                                .flatMap(change -> key(look, change).stream())
                                .findFirst());
    }

    private static Optional<String> key(Look look, Change change) {
        KeyArn key = change.sealer();
        if (look.current().dataKeys().stream().anyMatch(key::sameKeyAs)) {
            return Optional.of(key + " is a current key");
        }
        if (look.formers().stream()
                .noneMatch(former -> former.roleOf(key).equals(Optional.of(KeyRole.DATA)))) {
            return Optional.of("no former install sealed its data with " + key);
        }
        KeyState state = look.evidence().state(key);
        boolean asNeeded =
                switch (change.least()) {
                    case OFF -> false;
                    case RESEAL -> state instanceof KeyState.Enabled;
                    case PURGE_GONE ->
                            state instanceof KeyState.Missing
                                    && look.verdict() instanceof Verdict.Lost;
                    case PURGE_SUPERSEDED -> true;
                };
        return asNeeded
                ? Optional.empty()
                : Optional.of(
                        key + " is not in the state that " + change.least().toString() + " needs");
    }

    /// Where nothing remains to be changed, there is no value to prove a sealer by.
    static Optional<String> sealer(Facts facts) {
        return RowFaults.each(
                facts,
                (change, standing) ->
                        standing.remaining() == 0
                                ? Optional.empty()
                                : seen(facts, look -> sealer(look, change)));
    }

    private static Optional<String> sealer(Look look, Change change) {
        List<Sealer.Proof> proofs =
                look.evidence().columns().stream()
                        .filter(column -> column.column().equals(change.column()))
                        .flatMap(column -> column.groups().stream())
                        .map(look.evidence()::sealer)
                        .flatMap(sealer -> proof(sealer, change.sealer()).stream())
                        .toList();
        if (proofs.isEmpty()) {
            return Optional.of(
                    "no value of " + change.column() + " is known to be of " + change.sealer());
        }
        return proofs.stream().allMatch(Sealer.Proof::isPositive)
                ? Optional.empty()
                : Optional.of("the sealer of " + change.column() + " is only inferred");
    }

    /// How it is known that this key is the sealer, where it is.
    private static Optional<Sealer.Proof> proof(Sealer sealer, KeyArn key) {
        return sealer instanceof Sealer.Other(var other, var proof) && other.equals(key)
                ? Optional.of(proof)
                : Optional.empty();
    }
}
