package io.keymend;

import io.keymend.alert.Report;
import io.keymend.denial.Denial;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.Examiner;
import io.keymend.evidence.KeyLives;
import io.keymend.evidence.KeyRecord;
import io.keymend.install.Correlator;
import io.keymend.install.Install;
import io.keymend.install.InstallHistory;
import io.keymend.install.LifecycleLog;
import io.keymend.install.Match;
import io.keymend.profile.Profile;
import io.keymend.profile.Profiles;
import io.keymend.remedy.Mode;
import io.keymend.remedy.Ranking;
import io.keymend.remedy.Remedy;
import io.keymend.remedy.Situation;
import io.keymend.verdict.CaseFile;
import io.keymend.verdict.Judge;
import io.keymend.verdict.Judgement;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Whose key, what the tables hold, what it means, what to do. It looks, and neither changes nor
/// tells anything.
final class Inquiry {
    private final InstallHistory history;
    private final LifecycleLog lifecycle;
    private final Profiles profiles;
    private final Examiner examiner;
    private final Mode mode;
    private final InstantSource clock;

    Inquiry(
            InstallHistory history,
            LifecycleLog lifecycle,
            Profiles profiles,
            Examiner examiner,
            Mode mode,
            InstantSource clock) {
        this.history = history;
        this.lifecycle = lifecycle;
        this.profiles = profiles;
        this.examiner = examiner;
        this.mode = mode;
        this.clock = clock;
    }

    /// Every recorded install.
    List<Install> installs() {
        return history.all();
    }

    /// Whose key a denial is about.
    Match match(Denial denial) {
        return Correlator.match(denial, history.all());
    }

    /// Everything there is to tell of denials with one cause.
    Report report(List<Denial> alike, Match match, BooleanSupplier timeIsUp) {
        Denial first = alike.getFirst();
        Profile profile = current(match).map(this::profile).orElse(Profile.unknown(""));
        Instant now = clock.instant();
        Evidence evidence = evidence(first, match, profile, timeIsUp);
        KeyRecord record = KeyLives.of(lifecycle, evidence.keys().keySet());
        Judgement judgement =
                Judge.judge(new CaseFile(Optional.of(first), match, evidence, record));
        List<Remedy> remedies =
                Ranking.of(
                        judgement.verdict(),
                        new Situation(first, profile, evidence, record, mode, now));
        return new Report(
                first,
                alike.size(),
                profile.title(),
                match,
                evidence,
                judgement,
                remedies,
                mode,
                now);
    }

    /// The install whose tables a match leads to, or would.
    static Optional<Install> current(Match match) {
        return switch (match) {
            case Match.Current(var install, _, _) -> Optional.of(install);
            case Match.Former(var current, _, _) -> Optional.of(current);
            case Match.KeyUnnamed(var current, _) -> Optional.of(current);
            case Match.NotData(var install, _, _) -> Optional.of(install);
            case Match.Ambiguous _, Match.Unknown _ -> Optional.empty();
        };
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
                .filter(key -> !others.contains(key))
                .forEach(others::add);
        return examiner.examine(current, profile, others, clock.instant(), timeIsUp);
    }
}
