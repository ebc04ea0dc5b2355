package io.keymend.mend;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Canary;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.Examiner;
import io.keymend.evidence.KeyProbe;
import io.keymend.install.Install;
import io.keymend.install.InstallHistory;
import io.keymend.install.Match;
import io.keymend.profile.Profile;
import io.keymend.profile.Profiles;
import io.keymend.remedy.Look;
import io.keymend.verdict.Judge;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
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
    private final Profiles profiles;
    private final Examiner examiner;
    private final KeyProbe keys;
    private final InstantSource clock;

    public Looker(
            InstallHistory history,
            Profiles profiles,
            Examiner examiner,
            KeyProbe keys,
            InstantSource clock) {
        this.history = history;
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
                .map(known -> over(all.stream().filter(known::sameHouseAs).toList(), timeIsUp));
    }

    private Look over(List<Install> house, BooleanSupplier timeIsUp) {
        Install current = current(house);
        List<Install> formers =
                house.stream()
                        .filter(install -> !install.id().equals(current.id()))
                        .sorted(Comparator.comparing(Install::installedAt).reversed())
                        .toList();
        Profile profile =
                profiles.of(current.product()).orElseGet(() -> Profile.unknown(current.product()));
        List<KeyArn> others =
                formers.stream().flatMap(former -> former.dataKeys().stream()).distinct().toList();
        Evidence evidence = examiner.examine(current, profile, others, timeIsUp);
        return new Look(
                current,
                formers,
                profile,
                evidence,
                Judge.judge(new Match.KeyUnnamed(current, formers), evidence),
                canaries(current),
                digest(house));
    }

    /// The newest install that is not uninstalled, or else simply the newest.
    private Install current(List<Install> house) {
        Instant now = clock.instant();
        return house.stream()
                .max(
                        Comparator.comparing((Install install) -> isLive(install, now))
                                .thenComparing(Install::installedAt))
                .orElseThrow();
    }

    private static boolean isLive(Install install, Instant now) {
        return install.uninstalledAt().map(now::isBefore).orElse(true);
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
