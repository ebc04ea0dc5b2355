package io.keymend.mend;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Canary;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.Examiner;
import io.keymend.evidence.KeyLives;
import io.keymend.evidence.KeyProbe;
import io.keymend.evidence.KeyRecord;
import io.keymend.install.Correlator;
import io.keymend.install.Install;
import io.keymend.install.InstallHistory;
import io.keymend.install.LifecycleLog;
import io.keymend.install.Match;
import io.keymend.profile.Profile;
import io.keymend.profile.Profiles;
import io.keymend.remedy.Look;
import io.keymend.verdict.CaseFile;
import io.keymend.verdict.Judge;
import io.keymend.verdict.Verdict;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Looks at an install's database from scratch. No event has a say in it: whoever may call KMS can
/// cause a denial, and what is changed must not depend on one.
public final class Looker {
    private final InstallHistory history;
    private final LifecycleLog lifecycle;
    private final Profiles profiles;
    private final Examiner examiner;
    private final KeyProbe keys;
    private final InstantSource clock;

    public Looker(
            InstallHistory history,
            LifecycleLog lifecycle,
            Profiles profiles,
            Examiner examiner,
            KeyProbe keys,
            InstantSource clock) {
        this.history = history;
        this.lifecycle = lifecycle;
        this.profiles = profiles;
        this.examiner = examiner;
        this.keys = keys;
        this.clock = clock;
    }

    /// What is found over the database of an install; nothing where no such install is on record.
    ///
    /// @throws io.keymend.install.HistoryUnavailable where the history cannot be read
    public Optional<Look> look(String install, BooleanSupplier timeIsUp) {
        List<Install> all = history.all();
        return all.stream()
                .filter(known -> known.id().equals(install))
                .findFirst()
                .map(known -> over(known, all, timeIsUp));
    }

    private Look over(Install member, List<Install> all, BooleanSupplier timeIsUp) {
        Match match = Correlator.over(member, all, clock.instant());
        List<Install> house = all.stream().filter(member::sameHouseAs).toList();
        return switch (match) {
            case Match.KeyUnnamed(var current, var formers) ->
                    look(match, current, formers, house, timeIsUp);
            case Match.Ambiguous(_, var candidates) -> unsure(match, candidates.getFirst(), house);
            case Match.Current _, Match.Former _, Match.NotData _, Match.Unknown _ ->
                    throw new IllegalStateException("no key and no role was named: " + match);
        };
    }

    private Look look(
            Match match,
            Install current,
            List<Install> formers,
            List<Install> house,
            BooleanSupplier timeIsUp) {
        Profile profile = profile(current);
        List<KeyArn> others =
                formers.stream().flatMap(former -> former.dataKeys().stream()).distinct().toList();
        Evidence evidence = examiner.examine(current, profile, others, clock.instant(), timeIsUp);
        return new Look(
                current,
                formers,
                profile,
                evidence,
                verdict(match, evidence),
                canaries(current),
                digest(house));
    }

    /// Nothing is read where it is not certain whose rows they would be.
    private Look unsure(Match match, Install candidate, List<Install> house) {
        Evidence none = Evidence.none("it is not certain whose rows they are");
        return new Look(
                candidate,
                List.of(),
                profile(candidate),
                none,
                verdict(match, none),
                Map.of(),
                digest(house));
    }

    private Verdict verdict(Match match, Evidence evidence) {
        KeyRecord record = KeyLives.of(lifecycle, evidence.keys().keySet());
        return Judge.judge(new CaseFile(Optional.empty(), match, evidence, record)).verdict();
    }

    private Profile profile(Install install) {
        return profiles.of(install.product()).orElseGet(() -> Profile.unknown(install.product()));
    }

    private Map<KeyArn, Canary> canaries(Install current) {
        Map<KeyArn, Canary> canaries = new LinkedHashMap<>();
        current.dataKeys().forEach(key -> canaries.put(key, keys.canary(key)));
        return canaries;
    }

    private static String digest(List<Install> house) {
        return CanonicalText.sha256(
                house.stream().map(Install::toString).sorted().collect(Collectors.joining("\n")));
    }
}
