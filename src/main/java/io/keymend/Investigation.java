package io.keymend;

import io.keymend.alert.Alert;
import io.keymend.alert.AlertWriter;
import io.keymend.alert.Announcer;
import io.keymend.alert.Incidents;
import io.keymend.alert.NotAnnounced;
import io.keymend.alert.Report;
import io.keymend.denial.Denial;
import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.Examiner;
import io.keymend.install.Correlator;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.Install;
import io.keymend.install.InstallHistory;
import io.keymend.install.Match;
import io.keymend.profile.Profile;
import io.keymend.profile.Profiles;
import io.keymend.remedy.Ranking;
import io.keymend.remedy.Remedy;
import io.keymend.verdict.Judge;
import io.keymend.verdict.Verdict;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The way of one incident: whose key, what the tables hold, what it means, what to do, tell.
final class Investigation {
    private final InstallHistory history;
    private final Profiles profiles;
    private final Examiner examiner;
    private final Incidents incidents;
    private final Announcer announcer;
    private final InstantSource clock;
    private final Duration announceAgain;

    Investigation(
            InstallHistory history,
            Profiles profiles,
            Examiner examiner,
            Incidents incidents,
            Announcer announcer,
            InstantSource clock,
            Duration announceAgain) {
        this.history = history;
        this.profiles = profiles;
        this.examiner = examiner;
        this.incidents = incidents;
        this.announcer = announcer;
        this.clock = clock;
        this.announceAgain = announceAgain;
    }

    /// Investigates denials that have one cause and announces the result, unless that was done not
    /// long ago.
    Outcome automatically(List<Denial> alike, BooleanSupplier timeIsUp) {
        try {
            Match match = Correlator.match(alike.getFirst(), history.all());
            String cause = cause(alike.getFirst(), match);
            if (!incidents.claim(cause, alike.size(), clock.instant(), announceAgain)) {
                return new Outcome.Folded(cause);
            }
            return announceClaimed(alike, match, cause, timeIsUp);
        } catch (HistoryUnavailable e) {
            return new Outcome.Deferred(String.valueOf(e.getMessage()));
        }
    }

    /// Investigates one denial that a person sent by hand, and always announces the result.
    Outcome onDemand(Denial denial, BooleanSupplier timeIsUp) {
        try {
            Match match = Correlator.match(denial, history.all());
            Alert alert = alert(List.of(denial), match, cause(denial, match), timeIsUp);
            return new Outcome.Announced(announcer.announce(alert), alert);
        } catch (HistoryUnavailable | NotAnnounced e) {
            return new Outcome.Deferred(String.valueOf(e.getMessage()));
        }
    }

    private Outcome announceClaimed(
            List<Denial> alike, Match match, String cause, BooleanSupplier timeIsUp) {
        boolean announced = false;
        try {
            Alert alert = alert(alike, match, cause, timeIsUp);
            String messageId = announcer.announce(alert);
            announced = true;
            incidents.announced(cause, clock.instant());
            return new Outcome.Announced(messageId, alert);
        } catch (NotAnnounced e) {
            return new Outcome.Deferred(String.valueOf(e.getMessage()));
        } finally {
            if (!announced) {
                incidents.release(cause);
            }
        }
    }

    private Alert alert(List<Denial> alike, Match match, String cause, BooleanSupplier timeIsUp) {
        Denial first = alike.getFirst();
        Optional<Install> current = currentInstall(match);
        Profile profile = current.map(this::profile).orElse(Profile.unknown(""));
        Evidence evidence = evidence(first, match, profile, timeIsUp);
        Verdict verdict = Judge.judge(match, evidence);
        List<Remedy> remedies = Ranking.of(verdict, profile, evidence);
        return AlertWriter.write(
                new Report(
                        first, alike.size(), profile.title(), match, evidence, verdict, remedies),
                cause);
    }

    private Profile profile(Install install) {
        return profiles.of(install.product()).orElseGet(() -> Profile.unknown(install.product()));
    }

    private Evidence evidence(
            Denial denial, Match match, Profile profile, BooleanSupplier timeIsUp) {
        return switch (match) {
            case Match.Current(var install, _, var formers) ->
                    look(denial, install, formers, profile, timeIsUp);
            case Match.Former(var current, _, var formers) ->
                    look(denial, current, formers, profile, timeIsUp);
            case Match.KeyUnnamed(var current, var formers) ->
                    look(denial, current, formers, profile, timeIsUp);
            case Match.NotData _ -> Evidence.none("the key seals no values in the database");
            case Match.Ambiguous(_, var candidates) -> unsure(denial, candidates, timeIsUp);
            case Match.Unknown _ -> Evidence.none("the denial belongs to no install on record");
        };
    }

    /// Whose rows they are may be in doubt while it is certain which tables hold them.
    private Evidence unsure(Denial denial, List<Install> candidates, BooleanSupplier timeIsUp) {
        Install first = candidates.getFirst();
        return candidates.stream().allMatch(first::sameHouseAs)
                ? look(
                        denial,
                        first,
                        candidates.subList(1, candidates.size()),
                        profile(first),
                        timeIsUp)
                : Evidence.none("it is not certain whose tables to read");
    }

    private Evidence look(
            Denial denial,
            Install current,
            List<Install> formers,
            Profile profile,
            BooleanSupplier timeIsUp) {
        List<KeyArn> others = new ArrayList<>(denial.key().stream().toList());
        formers.stream()
                .flatMap(former -> former.dataKeys().stream())
                .filter(key -> others.stream().noneMatch(key::sameKeyAs))
                .forEach(others::add);
        return examiner.examine(current, profile, others, timeIsUp);
    }

    private static Optional<Install> currentInstall(Match match) {
        return switch (match) {
            case Match.Current(var install, _, _) -> Optional.of(install);
            case Match.Former(var current, _, _) -> Optional.of(current);
            case Match.KeyUnnamed(var current, _) -> Optional.of(current);
            case Match.NotData(var install, _, _) -> Optional.of(install);
            case Match.Ambiguous _, Match.Unknown _ -> Optional.empty();
        };
    }

    /// What makes denials one incident: the install, and the key or else the role.
    static String cause(Denial denial, Match match) {
        String install = currentInstall(match).map(Install::id).orElse("unknown");
        String subject = denial.key().map(KeyArn::toString).orElse("no key");
        String who =
                currentInstall(match).isPresent()
                        ? ""
                        : "/" + denial.principal().identity().map(IamArn::name).orElse("nobody");
        return install + "/" + subject + who;
    }
}
