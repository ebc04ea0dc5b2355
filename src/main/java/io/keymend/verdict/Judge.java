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
/// in; a refused call never proves it. Rows whose sealer could not be resolved never count as
/// stale.
public final class Judge {
    private Judge() {}

    public static Verdict judge(Match match, Evidence evidence) {
        return switch (match) {
            case Match.Unknown(var why) -> new Verdict.Stranger(why);
            case Match.Ambiguous(var why, _) -> new Verdict.Unclear(why, List.of());
            case Match.NotData(var install, var key, var role) ->
                    new Verdict.NotTheDatabase(install, key, role);
            case Match.Current(var install, var key, _) ->
                    new Verdict.AccessMissing(install, key, evidence.state(key));
            case Match.Former(var current, var key, var formers) ->
                    overTables(current, Optional.of(key), formers, evidence);
            case Match.KeyUnnamed(var current, var formers) ->
                    overTables(current, Optional.empty(), formers, evidence);
        };
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
        return !keys.isEmpty() && keys.stream().allMatch(Judge::isGone)
                ? new Verdict.Lost(current, keys, unnamed)
                : new Verdict.Rescuable(current, keys, unnamed);
    }

    private static Verdict withoutStaleRows(
            Install current, List<StaleKey> keys, Evidence evidence) {
        long unresolved = evidence.rows(Sealer.Unresolved.class::isInstance);
        if (unresolved > 0) {
            return new Verdict.Unclear(
                    unresolved + " sealed values could not be attributed to a key", keys);
        }
        if (!evidence.unread().isEmpty()) {
            return new Verdict.Unclear(
                    evidence.unread().size()
                            + " tables could not be read, and no stale row is in the others",
                    keys);
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
                && stale.holder()
                        .map(install -> install.account().equals(stale.key().account()))
                        .orElse(false);
    }
}
