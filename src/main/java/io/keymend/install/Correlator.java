package io.keymend.install;

import io.keymend.denial.Denial;
import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Matches a denial to the install history.
///
/// Both sides must be known: a role on record, and a key on record where the denial names one. A
/// stranger's denial could name any key, so it never leads to a table. What is not certain is
/// ambiguous, with the installs it may be.
public final class Correlator {
    private final List<Install> history;
    private final String region;
    private final Instant at;
    private final List<String> because = new ArrayList<>();

    private Correlator(Denial denial, List<Install> history) {
        this.history = history;
        this.region = denial.region();
        this.at = denial.time();
    }

    public static Match match(Denial denial, List<Install> history) {
        return correlate(denial, history).match();
    }

    /// The match, with what led to it.
    public static Correlation correlate(Denial denial, List<Install> history) {
        Correlator correlator = new Correlator(denial, history);
        Match match = correlator.match(denial);
        return new Correlation(match, correlator.because);
    }

    /// Who uses an install's database now, and who did before: what a mend goes by, with no denial.
    ///
    /// @return [Match.KeyUnnamed], or [Match.Ambiguous] where that is not certain
    public static Match over(Install member, List<Install> history, Instant now) {
        return House.of(member, history, now).match(List.of());
    }

    private Match match(Denial denial) {
        Optional<IamArn> identity = denial.principal().identity();
        if (identity.isEmpty()) {
            return new Match.Unknown("the event names no role or user");
        }
        List<Install> ofRole = ofRole(identity.get());
        if (ofRole.isEmpty()) {
            return new Match.Unknown("no install on record runs as " + identity.get());
        }
        return denial.key().map(key -> byKey(key, ofRole)).orElseGet(() -> byRole(ofRole));
    }

    /// The installs that run as a role. One that names it in full is meant before any whose pattern
    /// merely fits.
    private List<Install> ofRole(IamArn identity) {
        List<Install> naming = those(history, install -> install.names(identity));
        if (!naming.isEmpty()) {
            because.add("the role " + identity + " is named by " + ids(naming));
            return naming;
        }
        List<Install> fitting = those(history, install -> install.runsAs(identity));
        fitting.forEach(install ->
                because.add(
                        "the role "
                                + identity
                                + " fits the pattern "
                                + install.pattern(identity).orElseThrow()
                                + " of "
                                + install.id()
                                + ", as a newer install's would"));
        return fitting;
    }

    private Match byKey(KeyArn key, List<Install> ofRole) {
        List<Install> holders = those(history, install -> install.roleOf(key).isPresent());
        if (holders.isEmpty()) {
            return new Match.Unknown("no install on record holds the key " + key);
        }
        because.add("the key " + key + " is or was held by " + ids(holders));
        List<Install> related =
                those(holders, holder -> ofRole.stream().anyMatch(holder::sameHouseAs));
        if (related.isEmpty()) {
            return apart(holders, ofRole);
        }
        return oneHouse(narrowed(key, related))
                .map(member -> House.of(member, history, at).match(key, ofRole))
                .orElseGet(() -> severalHouses(related));
    }

    private Match byRole(List<Install> ofRole) {
        because.add("the event names no key");
        return oneHouse(inRegion(ofRole))
                .map(member -> House.of(member, history, at).match(ofRole))
                .orElseGet(() -> severalHouses(ofRole));
    }

    /// Of holders in several houses those of this very key ARN, where replicas are held elsewhere;
    /// then those in the Region of the call.
    private List<Install> narrowed(KeyArn key, List<Install> holders) {
        if (oneHouse(holders).isPresent()) {
            return holders;
        }
        List<Install> exact =
                those(
                        holders,
                        install ->
                                install.keys().stream().anyMatch(held -> held.arn().equals(key)));
        if (exact.isEmpty() || exact.size() == holders.size()) {
            return inRegion(holders);
        }
        because.add("of its replicas this one is held by " + ids(exact));
        return inRegion(exact);
    }

    private List<Install> inRegion(List<Install> installs) {
        List<Install> here = those(installs, install -> install.region().equals(region));
        if (oneHouse(installs).isPresent() || here.isEmpty()) {
            return installs;
        }
        because.add("the call was made in " + region + ", where " + ids(here) + " ran");
        return here;
    }

    private static Match apart(List<Install> holders, List<Install> ofRole) {
        boolean oneProduct =
                holders.stream()
                        .anyMatch(holder ->
                                ofRole.stream()
                                        .anyMatch(install ->
                                                install.product().equals(holder.product())));
        return new Match.Ambiguous(
                oneProduct
                        ? "the key was held over one database and the role works on another, which"
                                + " may hold a copy of its rows"
                        : "the key belongs to one product's install and the role to another's",
                Stream.concat(holders.stream(), ofRole.stream()).distinct().toList());
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

    private static List<Install> those(List<Install> installs, Predicate<Install> kind) {
        return installs.stream().filter(kind).toList();
    }

    private static String ids(List<Install> installs) {
        return String.join(", ", installs.stream().map(Install::id).distinct().toList());
    }
}
