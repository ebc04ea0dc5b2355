package io.keymend.verdict;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.Sealer;
import io.keymend.install.Install;
import io.keymend.install.Match;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns a match and its evidence into a verdict. A pure function.
///
/// A key counts as lost only when KMS knows no such key in the account that its former install ran
/// in; a refused call never proves it, nor does one Region's answer about a multi-Region key. Rows
/// whose sealer could not be resolved never count as stale, and nothing is called lost while a
/// table is unread or a value's key unknown.
public final class Judge {
    private Judge() {}

    public static Verdict judge(Match match, Evidence evidence) {
        return switch (match) {
            case Match.Unknown(var why) -> new Verdict.Stranger(why);
            case Match.Ambiguous(var why, _) -> new Verdict.Unclear(why, List.of());
            case Match.NotData(var install, var key, var role) ->
                    new Verdict.NotTheDatabase(install, key, role);
            case Match.Current(var install, var key, _) -> ownKey(install, key, evidence);
            case Match.Former(var current, var key, var formers) ->
                    overTables(current, Optional.of(key), formers, evidence);
            case Match.KeyUnnamed(var current, var formers) ->
                    overTables(current, Optional.empty(), formers, evidence);
        };
    }

    private static Verdict ownKey(Install install, KeyArn key, Evidence evidence) {
        KeyState state = evidence.state(key);
        return state instanceof KeyState.Missing
                ? new Verdict.Unclear(
                        "KMS knows no key "
                                + key
                                + ", which is recorded as the current install's own",
                        List.of())
                : new Verdict.AccessMissing(install, key, state);
    }

    private static Verdict overTables(
            Install current, Optional<KeyArn> denied, List<Install> formers, Evidence evidence) {
        List<StaleKey> keys = staleKeys(denied, formers, evidence);
        if (evidence.inspection() instanceof Inspection.Unseen(var why)) {
            return new Verdict.Unclear("the tables could not be read: " + why, keys);
        }
        long named = evidence.rows(Sealer.Other.class::isInstance);
        long unnamed = evidence.rows(Sealer.Foreign.class::isInstance);
        if (named + unnamed == 0) {
            return withoutStaleRows(current, keys, evidence);
        }
        return keys.stream().anyMatch(key -> mayOpenSome(key, unnamed))
                ? new Verdict.Rescuable(current, keys, unnamed)
                : withoutRescue(current, keys, evidence);
    }

    /// Whether some row may open with this key. One that no key on record is known to have sealed
    /// may be any key's.
    private static boolean mayOpenSome(StaleKey stale, long unnamed) {
        return !(stale.state() instanceof KeyState.Missing) && stale.rows() + unnamed > 0;
    }

    private static Verdict withoutRescue(Install current, List<StaleKey> keys, Evidence evidence) {
        return doubt(keys, evidence)
                .<Verdict>map(why -> new Verdict.Unclear(why, keys))
                .orElseGet(() -> new Verdict.Lost(current, keys));
    }

    /// What keeps stale rows that no usable key sealed from being lost.
    private static Optional<String> doubt(List<StaleKey> keys, Evidence evidence) {
        long unnamed = evidence.rows(Sealer.Foreign.class::isInstance);
        if (unnamed > 0) {
            return Optional.of(
                    unnamed
                            + " sealed values are not the current key's, and it is not known whose"
                            + " they are");
        }
        return unknown(evidence)
                .or(() ->
                        keys.stream()
                                .filter(key -> !isGone(key))
                                .findFirst()
                                .map(key -> "it is not proved that the key is gone: " + key.key()));
    }

    /// What is not known of the rows, if anything.
    private static Optional<String> unknown(Evidence evidence) {
        long unresolved = evidence.rows(Sealer.Unresolved.class::isInstance);
        if (unresolved > 0) {
            return Optional.of(unresolved + " sealed values could not be attributed to a key");
        }
        int unread = evidence.unread().size();
        return unread == 0
                ? Optional.empty()
                : Optional.of(
                        (unread == 1 ? "1 table" : unread + " tables") + " could not be read");
    }

    private static Verdict withoutStaleRows(
            Install current, List<StaleKey> keys, Evidence evidence) {
        Optional<String> unknown = unknown(evidence);
        if (unknown.isPresent()) {
            return new Verdict.Unclear(unknown.get() + ", and no stale row is in the rest", keys);
        }
        long fine = evidence.rows(Sealer.Current.class::isInstance);
        return fine == 0
                ? new Verdict.Unclear("no sealed column was found in a product known to seal", keys)
                : new Verdict.NothingStale(current, fine);
    }

    /// The denied key and every other key that sealed rows, in that order.
    private static List<StaleKey> staleKeys(
            Optional<KeyArn> denied, List<Install> formers, Evidence evidence) {
        List<KeyArn> keys = new ArrayList<>(denied.stream().toList());
        for (Sealer sealer : evidence.sealers().values()) {
            if (sealer instanceof Sealer.Other(var key, _)
                    && keys.stream().noneMatch(key::sameKeyAs)) {
                keys.add(key);
            }
        }
        return keys.stream()
                .map(key ->
                        new StaleKey(
                                key,
                                holder(key, formers),
                                evidence.state(key),
                                rowsOf(key, evidence)))
                .toList();
    }

    private static Optional<Install> holder(KeyArn key, List<Install> formers) {
        return formers.stream().filter(install -> install.roleOf(key).isPresent()).findFirst();
    }

    private static long rowsOf(KeyArn key, Evidence evidence) {
        return evidence.rows(
                sealer -> sealer instanceof Sealer.Other(var other, _) && other.sameKeyAs(key));
    }

    private static boolean isGone(StaleKey stale) {
        return stale.state() instanceof KeyState.Missing
                && !stale.key().multiRegion()
                && stale.holder()
                        .map(install -> install.account().equals(stale.key().account()))
                        .orElse(false);
    }
}
