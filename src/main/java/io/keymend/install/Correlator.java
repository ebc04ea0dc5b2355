package io.keymend.install;

import io.keymend.denial.Denial;
import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Matches a denial to the install history.
///
/// Both sides must be known: a role on record, and a key on record where the denial names one. A
/// stranger's denial could name any key, so it never leads to a table.
public final class Correlator {
    private Correlator() {}

    public static Match match(Denial denial, List<Install> history) {
        Optional<IamArn> identity = denial.principal().identity();
        if (identity.isEmpty()) {
            return new Match.Unknown("the event names no role or user");
        }
        List<Install> ofRole =
                history.stream().filter(install -> install.runsAs(identity.get())).toList();
        if (ofRole.isEmpty()) {
            return new Match.Unknown("no install on record runs as " + identity.get());
        }
        return denial.key()
                .map(key -> byKey(key, ofRole, history, denial.time()))
                .orElseGet(() -> byRole(ofRole, history, denial.time()));
    }

    private static Match byKey(
            KeyArn key, List<Install> ofRole, List<Install> history, Instant at) {
        List<Install> holders =
                history.stream().filter(install -> install.roleOf(key).isPresent()).toList();
        if (holders.isEmpty()) {
            return new Match.Unknown("no install on record holds the key " + key);
        }
        List<Install> related =
                holders.stream()
                        .filter(holder -> ofRole.stream().anyMatch(holder::sameHouseAs))
                        .toList();
        if (related.isEmpty()) {
            return new Match.Ambiguous(
                    "the key belongs to one product's install and the role to another's",
                    Stream.concat(holders.stream(), ofRole.stream()).distinct().toList());
        }
        return oneHouse(related)
                .map(house -> inHouse(key, house, history, at))
                .orElseGet(() -> severalHouses(related));
    }

    private static Match inHouse(KeyArn key, Install house, List<Install> history, Instant at) {
        Install current = current(house, history, at);
        List<Install> formers = formers(current, history, key);
        Optional<KeyRole> roleNow = current.roleOf(key);
        if (roleNow.isPresent()) {
            return roleNow.get() == KeyRole.DATA
                    ? new Match.Current(current, key, formers)
                    : new Match.NotData(current, key, roleNow.get());
        }
        Install holder = formers.getFirst();
        KeyRole role = holder.roleOf(key).orElseThrow();
        return role == KeyRole.DATA
                ? new Match.Former(current, key, formers)
                : new Match.NotData(holder, key, role);
    }

    private static Match byRole(List<Install> ofRole, List<Install> history, Instant at) {
        return oneHouse(ofRole)
                .<Match>map(house -> {
                    Install current = current(house, history, at);
                    return new Match.KeyUnnamed(current, others(current, history).toList());
                })
                .orElseGet(() -> severalHouses(ofRole));
    }

    private static Match severalHouses(List<Install> installs) {
        return new Match.Ambiguous("installs over different databases fit the denial", installs);
    }

    private static Optional<Install> oneHouse(List<Install> installs) {
        Install first = installs.getFirst();
        return installs.stream().allMatch(first::sameHouseAs)
                ? Optional.of(first)
                : Optional.empty();
    }

    /// The newest install over this database that was not uninstalled by then, or else simply the
    /// newest.
    private static Install current(Install house, List<Install> history, Instant at) {
        Comparator<Install> byAge =
                Comparator.comparing((Install install) -> isLive(install, at))
                        .thenComparing(Install::installedAt);
        return history.stream().filter(house::sameHouseAs).max(byAge).orElse(house);
    }

    private static boolean isLive(Install install, Instant at) {
        return install.uninstalledAt().map(at::isBefore).orElse(true);
    }

    private static List<Install> formers(Install current, List<Install> history, KeyArn key) {
        Comparator<Install> holderFirst =
                Comparator.comparingInt(
                        (Install install) -> install.roleOf(key).isPresent() ? 0 : 1);
        return others(current, history).sorted(holderFirst).toList();
    }

    /// The other installs over this database, newest first.
    private static Stream<Install> others(Install current, List<Install> history) {
        return history.stream()
                .filter(current::sameHouseAs)
                .filter(install -> !install.id().equals(current.id()))
                .sorted(Comparator.comparing(Install::installedAt).reversed());
    }
}
