package io.keymend.install;

import io.keymend.denial.KeyArn;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The installs of one product over one database, as of one time.
///
/// That time is never before the newest install began: what is on record by now is what a remedy
/// has to fit, also where the event is from before.
///
/// @param all newest first
/// @param live those not over by then, newest first; several run side by side
record House(List<Install> all, List<Install> live) {
    static House of(Install member, List<Install> history, Instant time) {
        List<Install> all =
                history.stream()
                        .filter(member::sameHouseAs)
                        .sorted(
                                Comparator.comparing(Install::installedAt)
                                        .thenComparing(Install::id)
                                        .reversed())
                        .toList();
        Instant newest = all.getFirst().installedAt();
        Instant at = time.isBefore(newest) ? newest : time;
        return new House(
                all, all.stream().filter(install -> !install.tenure().endedBy(at)).toList());
    }

    /// Whose key it is and what that means for the denial.
    ///
    /// @param ofRole the installs that run as the refused role, here or elsewhere
    Match match(KeyArn key, List<Install> ofRole) {
        List<Install> holders =
                live.stream().filter(install -> install.roleOf(key).isPresent()).toList();
        List<Install> running = live.stream().filter(ofRole::contains).toList();
        if (live.isEmpty()) {
            return recordLags();
        }
        if (holders.isEmpty()) {
            return foreignToTheLive(key, running);
        }
        return owner(holders, running)
                .map(install -> own(install, key))
                .orElseGet(() -> sideBySide(key, holders));
    }

    /// The install behind a denial that names no key.
    Match match(List<Install> ofRole) {
        if (live.isEmpty()) {
            return recordLags();
        }
        Install current =
                live.stream().filter(ofRole::contains).findFirst().orElseGet(live::getFirst);
        return doubt(current).orElseGet(() -> new Match.KeyUnnamed(current, formers()));
    }

    /// The live install whose own key this is for sure: it runs as the refused role, and so does
    /// none that lacks the key. Where only a former install ran as that role, it must be every live
    /// one's key.
    private Optional<Install> owner(List<Install> holders, List<Install> running) {
        List<Install> asking = running.isEmpty() ? live : running;
        return holders.containsAll(asking) ? Optional.of(asking.getFirst()) : Optional.empty();
    }

    private Match own(Install install, KeyArn key) {
        if (install.origin() == Origin.DERIVED) {
            return unconfirmed(install);
        }
        KeyRole role = install.roleOf(key).orElseThrow();
        return role == KeyRole.DATA
                ? new Match.Current(install, key, formers())
                : new Match.NotData(install, key, role);
    }

    private Match foreignToTheLive(KeyArn key, List<Install> running) {
        Install current = running.isEmpty() ? live.getFirst() : running.getFirst();
        List<Install> formers =
                formers().stream()
                        .sorted(Comparator.comparingInt(former -> rank(former, key)))
                        .toList();
        Install holder = formers.getFirst();
        KeyRole role = holder.roleOf(key).orElseThrow();
        return role == KeyRole.DATA
                ? doubt(current).orElseGet(() -> new Match.Former(current, key, formers))
                : new Match.NotData(holder, key, role);
    }

    /// Who sealed data with the key comes first, who only held it comes next.
    private static int rank(Install former, KeyArn key) {
        return former.roleOf(key).map(role -> role == KeyRole.DATA ? 0 : 1).orElse(2);
    }

    /// What keeps the current install from being the one that stale rows are told by.
    private Optional<Match> doubt(Install current) {
        if (current.origin() == Origin.DERIVED) {
            return Optional.of(unconfirmed(current));
        }
        List<Install> apart =
                live.stream().filter(install -> !sealsAlike(install, current)).toList();
        if (apart.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                apart.stream()
                        .filter(install -> install.origin() == Origin.DERIVED)
                        .findFirst()
                        .map(this::unconfirmed)
                        .orElseGet(() ->
                                new Match.Ambiguous(
                                        "several installs that seal under different keys"
                                                + " use this database at once, so a row of"
                                                + " one is not stale for being sealed by"
                                                + " another; record uninstalledAt of those"
                                                + " that are gone",
                                        live)));
    }

    private static boolean sealsAlike(Install one, Install other) {
        List<KeyArn> keys = other.dataKeys();
        return one.dataKeys().size() == keys.size()
                && one.dataKeys().stream().allMatch(key -> keys.stream().anyMatch(key::sameKeyAs));
    }

    private Match unconfirmed(Install derived) {
        return new Match.Ambiguous(
                "the events of its stacks show an install that nobody recorded, "
                        + derived.id()
                        + "; record it, or what it superseded",
                recordedFirst());
    }

    private List<Install> recordedFirst() {
        return all.stream().sorted(Comparator.comparing(Install::origin)).toList();
    }

    private Match sideBySide(KeyArn key, List<Install> holders) {
        return new Match.Ambiguous(
                "the key "
                        + key
                        + " is held by "
                        + holders.getFirst().id()
                        + ", which is not recorded as uninstalled, and the refused role may be"
                        + " another install's over the same database",
                live);
    }

    private Match recordLags() {
        return new Match.Ambiguous(
                "every install on record over this database was uninstalled before the event: a"
                        + " newer one is missing from the history",
                all);
    }

    /// The installs that no longer use the database, newest first.
    private List<Install> formers() {
        return all.stream().filter(install -> !live.contains(install)).toList();
    }
}
