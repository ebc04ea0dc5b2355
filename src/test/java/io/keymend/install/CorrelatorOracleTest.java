package io.keymend.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.Denial;
import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.testing.DenialBuilder;
import io.keymend.testing.Ids;
import io.keymend.testing.InstallBuilder;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// Random histories and denials against a second, plain statement of the rules, on one letter for
/// each key and role.
final class CorrelatorOracleTest {
    private static final int ROUNDS = 4_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private enum Kind {
        CURRENT,
        FORMER,
        KEY_UNNAMED,
        NOT_DATA,
        AMBIGUOUS,
        UNKNOWN
    }

    /// An install in a few letters: data keys, signing keys, roles, the house, and its days.
    ///
    /// @param until 99 where it has no end
    private record Plain(
            int number,
            String data,
            String signing,
            String roles,
            char house,
            int from,
            int until) {
        boolean holds(String key) {
            return (data + signing).contains(key);
        }

        Install built() {
            InstallBuilder builder = new InstallBuilder("i" + number).database("d" + house);
            data.chars().forEach(key -> builder.key(keyOf(key), KeyRole.DATA));
            signing.chars().forEach(key -> builder.key(keyOf(key), KeyRole.SIGNING));
            roles.chars().forEach(role -> builder.role(roleOf(role)));
            builder.from(dayOf(from));
            return (until == 99 ? builder : builder.until(dayOf(until))).build();
        }
    }

    /// @param key empty where the denial names none
    private record Asked(String role, String key, int day) {
        Denial built() {
            DenialBuilder builder =
                    DenialBuilder.denial().by(roleOf(role.charAt(0))).at(dayOf(day));
            return (key.isEmpty() ? builder.withoutKey() : builder.key(keyOf(key.charAt(0))))
                    .build();
        }
    }

    /// @param installs the current one and the holder where there are any, else the candidates
    private record Expected(Kind kind, Set<String> installs) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 20_261_120})
    void theMatchIsWhatThePlainRulesSay(long seed) {
        Random random = new Random(seed);
        Map<Kind, Integer> seen = new EnumMap<>(Kind.class);
        for (int round = 0; round < ROUNDS; round++) {
            List<Plain> plain = history(random);
            Asked asked = asked(random);
            List<Install> history = new ArrayList<>(plain.stream().map(Plain::built).toList());
            Collections.shuffle(history, random);
            Expected expected = expected(plain, asked);
            assertThat(shown(Correlator.match(asked.built(), history)))
                    .as("seed %d, round %d: %s in %s", seed, round, asked, plain)
                    .isEqualTo(expected);
            seen.merge(expected.kind, 1, Integer::sum);
        }
        assertThat(seen.keySet()).as("every kind of match was met").contains(Kind.values());
    }

    private static List<Plain> history(Random random) {
        List<Plain> installs = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            int from = random.nextInt(20) * 4 + i % 4;
            boolean ends = random.nextInt(3) > 0;
            installs.add(
                    new Plain(
                            i,
                            letters(random, "abc", 1),
                            letters(random, "xy", 0),
                            letters(random, "rst", 1),
                            "pq".charAt(random.nextInt(10) / 8),
                            from,
                            ends ? from + 1 + random.nextInt(20) : 99));
        }
        return installs;
    }

    private static Asked asked(Random random) {
        String key = random.nextInt(4) == 0 ? "" : letters(random, "abcxyz", 1).substring(0, 1);
        return new Asked(letters(random, "rstu", 1).substring(0, 1), key, random.nextInt(100));
    }

    private static String letters(Random random, String from, int least) {
        Set<Integer> picked = new TreeSet<>();
        int wanted = least + (random.nextInt(4) == 0 ? 1 : 0);
        while (picked.size() < wanted) {
            picked.add(random.nextInt(from.length()));
        }
        StringBuilder letters = new StringBuilder();
        picked.forEach(index -> letters.append(from.charAt(index)));
        return letters.toString();
    }

    /// The rules once more, by sets.
    private static Expected expected(List<Plain> history, Asked asked) {
        List<Plain> ofRole = new ArrayList<>();
        List<Plain> ofKey = new ArrayList<>();
        for (Plain install : history) {
            if (install.roles.contains(asked.role)) {
                ofRole.add(install);
            }
            if (!asked.key.isEmpty() && install.holds(asked.key)) {
                ofKey.add(install);
            }
        }
        if (ofRole.isEmpty() || (!asked.key.isEmpty() && ofKey.isEmpty())) {
            return new Expected(Kind.UNKNOWN, Set.of());
        }
        Set<Character> houses = houses(ofRole);
        if (!asked.key.isEmpty()) {
            houses.retainAll(houses(ofKey));
        }
        if (houses.isEmpty()) {
            Set<String> both = ids(ofRole);
            both.addAll(ids(ofKey));
            return new Expected(Kind.AMBIGUOUS, both);
        }
        if (houses.size() > 1) {
            List<Plain> several = new ArrayList<>(asked.key.isEmpty() ? ofRole : ofKey);
            several.removeIf(install -> !houses.contains(install.house));
            return new Expected(Kind.AMBIGUOUS, ids(several));
        }
        char house = houses.iterator().next();
        List<Plain> all = new ArrayList<>(history);
        all.removeIf(install -> install.house != house);
        all.sort((one, other) ->
                one.from != other.from ? other.from - one.from : other.number - one.number);
        return inHouse(all, ofRole, asked);
    }

    private static Expected inHouse(List<Plain> all, List<Plain> ofRole, Asked asked) {
        int day = Math.max(asked.day, all.getFirst().from);
        List<Plain> live = new ArrayList<>(all);
        live.removeIf(install -> install.until != 99 && install.until <= day);
        if (live.isEmpty()) {
            return new Expected(Kind.AMBIGUOUS, ids(all));
        }
        List<Plain> asking = new ArrayList<>(live);
        asking.retainAll(ofRole);
        if (asking.isEmpty()) {
            asking = live;
        }
        Plain current = asking.getFirst();
        boolean mixed = live.stream().anyMatch(each -> !each.data.equals(current.data));
        if (asked.key.isEmpty()) {
            return mixed
                    ? new Expected(Kind.AMBIGUOUS, ids(live))
                    : new Expected(Kind.KEY_UNNAMED, ids(List.of(current)));
        }
        if (live.stream().anyMatch(each -> each.holds(asked.key))) {
            if (!asking.stream().allMatch(each -> each.holds(asked.key))) {
                return new Expected(Kind.AMBIGUOUS, ids(live));
            }
            return new Expected(
                    current.data.contains(asked.key) ? Kind.CURRENT : Kind.NOT_DATA,
                    ids(List.of(current)));
        }
        List<Plain> gone = new ArrayList<>(all);
        gone.removeAll(live);
        for (Plain holder : gone) {
            if (holder.data.contains(asked.key)) {
                return mixed
                        ? new Expected(Kind.AMBIGUOUS, ids(live))
                        : new Expected(Kind.FORMER, ids(List.of(current, holder)));
            }
        }
        gone.removeIf(each -> !each.holds(asked.key));
        return new Expected(Kind.NOT_DATA, ids(List.of(gone.getFirst())));
    }

    private static Expected shown(Match match) {
        return switch (match) {
            case Match.Current(var install, _, _) ->
                    new Expected(Kind.CURRENT, Set.of(install.id()));
            case Match.Former former ->
                    new Expected(Kind.FORMER, Set.of(former.current().id(), former.holder().id()));
            case Match.KeyUnnamed(var install, _) ->
                    new Expected(Kind.KEY_UNNAMED, Set.of(install.id()));
            case Match.NotData(var install, _, _) ->
                    new Expected(Kind.NOT_DATA, Set.of(install.id()));
            case Match.Ambiguous(_, var candidates) ->
                    new Expected(
                            Kind.AMBIGUOUS,
                            new HashSet<>(candidates.stream().map(Install::id).toList()));
            case Match.Unknown _ -> new Expected(Kind.UNKNOWN, Set.of());
        };
    }

    private static Set<Character> houses(List<Plain> installs) {
        Set<Character> houses = new TreeSet<>();
        installs.forEach(install -> houses.add(install.house));
        return houses;
    }

    private static Set<String> ids(List<Plain> installs) {
        Set<String> ids = new HashSet<>();
        installs.forEach(install -> ids.add("i" + install.number));
        return ids;
    }

    private static KeyArn keyOf(int letter) {
        return Ids.key("key-" + (char) letter);
    }

    private static IamArn roleOf(int letter) {
        return Ids.role("role-" + (char) letter);
    }

    private static String dayOf(int day) {
        return START.plusSeconds(day * 86_400L).toString();
    }
}
