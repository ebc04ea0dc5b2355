package io.keymend.mend;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.Sealer;
import io.keymend.profile.SealedLocation;
import io.keymend.remedy.Allowance;
import io.keymend.remedy.Effect;
import io.keymend.remedy.Look;
import io.keymend.remedy.Mode;
import io.keymend.verdict.Verdict;

import java.util.Map;
import java.util.Optional;

/// What a plan would do to the rows of one group, or why it leaves them.
sealed interface Choice {
    /// They are planned.
    record Taken(Target target, Selection selection, KeyArn sealer, Mode least) implements Choice {}

    /// They stay as they are.
    record Left(String why) implements Choice {}

    /// They are none of a plan's business: they are fine, or nobody knows whose they are.
    record None() implements Choice {}

    /// Chooses for one group. What can be re-sealed is never planned to be lost.
    ///
    /// @param context the encryption context that a person gave, if one did
    static Choice of(
            Look look,
            Mode mode,
            Optional<Map<String, String>> context,
            ColumnCensus column,
            SealedGroup group) {
        return switch (look.evidence().sealer(group)) {
            case Sealer.Current _ -> new None();
            case Sealer.Foreign(var why) -> new Left("not known whose: " + why);
            case Sealer.Unresolved(var why) -> new Left("not known whose: " + why);
            case Sealer.Other(_, var proof) when proof == Sealer.Proof.ELIMINATION ->
                    new Left("whose they are is only inferred");
            case Sealer.Other _ when column.keyColumns().isEmpty() ->
                    new Left("the table has no primary key");
            case Sealer.Other(var key, _) -> ofKey(look, mode, context, column, group, key);
        };
    }

    private static Choice ofKey(
            Look look,
            Mode mode,
            Optional<Map<String, String>> context,
            ColumnCensus column,
            SealedGroup group,
            KeyArn key) {
        Choice resealed = resealed(look, context, column, group, key);
        if (mode == Mode.RESEAL) {
            return resealed;
        }
        return resealed instanceof Taken
                ? new Left("they can be re-sealed, which loses nothing")
                : lost(look, mode, column, group, key);
    }

    private static Choice resealed(
            Look look,
            Optional<Map<String, String>> given,
            ColumnCensus column,
            SealedGroup group,
            KeyArn key) {
        if (!BlobInValue.isReplaceable(group.format())) {
            return new Left("a value of the format " + group.format() + " cannot get another blob");
        }
        if (!(look.evidence().state(key) instanceof KeyState.Enabled)) {
            return new Left("the key that sealed them is not enabled: " + key);
        }
        Optional<KeyArn> destination =
                look.current().dataKeys().stream()
                        .filter(current -> current.region().equals(key.region()))
                        .findFirst();
        if (destination.isEmpty()) {
            return new Left("no current key is in the Region of " + key);
        }
        return given.or(() ->
                        Allowance.place(look.profile(), column.column())
                                .flatMap(SealedLocation::context))
                .<Choice>map(context ->
                        new Taken(
                                target(column, new Action.Reseal(key, destination.get(), context)),
                                selection(group),
                                key,
                                Mode.RESEAL))
                .orElseGet(() ->
                        new Left(
                                "the encryption context is not known; name it in \"context\" when"
                                        + " you plan"));
    }

    private static Choice lost(
            Look look, Mode mode, ColumnCensus column, SealedGroup group, KeyArn key) {
        if (group.isReadRowByRow()) {
            return new Left(
                    "only reading each value tells which rows these are, and none is lost by that");
        }
        boolean gone =
                look.verdict() instanceof Verdict.Lost
                        && look.evidence().state(key) instanceof KeyState.Missing;
        Mode least = gone ? Mode.PURGE_GONE : Mode.PURGE_SUPERSEDED;
        if (!mode.allows(least)) {
            return new Left("it is not proved that the key is gone: " + key);
        }
        return Allowance.loss(look.profile(), column.column(), least)
                .<Choice>map(effect ->
                        new Taken(
                                target(column, action(look, column, effect)),
                                selection(group),
                                key,
                                least))
                .orElseGet(() ->
                        new Left(
                                Allowance.refusal(
                                                look.profile(),
                                                column.column(),
                                                Effect.DELETE,
                                                least)
                                        .orElse("the profile does not allow it")));
    }

    private static Action action(Look look, ColumnCensus column, Effect effect) {
        return effect == Effect.RESET
                ? new Action.Reset(
                        Allowance.place(look.profile(), column.column())
                                .flatMap(SealedLocation::emptyState)
                                .flatMap(SealedLocation.EmptyState::literal))
                : new Action.Delete();
    }

    private static Selection selection(SealedGroup group) {
        return group.encoding()
                .<Selection>map(code -> new Selection.Fingerprinted(group.fingerprint(), code))
                .orElseGet(Selection.NotNull::new);
    }

    private static Target target(ColumnCensus column, Action action) {
        return new Target(column.column(), column.keyColumns(), action);
    }
}
