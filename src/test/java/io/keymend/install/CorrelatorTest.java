package io.keymend.install;

import static io.keymend.testing.DenialBuilder.denial;
import static io.keymend.testing.InstallBuilder.current;
import static io.keymend.testing.InstallBuilder.currently;
import static io.keymend.testing.InstallBuilder.former;
import static io.keymend.testing.InstallBuilder.formerly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.keymend.testing.DenialBuilder;
import io.keymend.testing.Ids;
import io.keymend.testing.InstallBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

final class CorrelatorTest {
    private static final Install OLDEST =
            new InstallBuilder("spacelift-2021")
                    .key(Ids.OLDEST_KEY, KeyRole.DATA)
                    .role(Ids.role("spacelift-server-role-0000"))
                    .from("2021-01-10T00:00:00Z")
                    .until("2024-02-28T00:00:00Z")
                    .build();
    private static final List<Install> HISTORY = List.of(OLDEST, former(), current());

    static Stream<Arguments> onOneHouse() {
        return Stream.of(
                argumentSet(
                        "the current key",
                        denial().key(Ids.CURRENT_KEY),
                        new Match.Current(current(), Ids.CURRENT_KEY, List.of(former(), OLDEST))),
                argumentSet(
                        "the former key by the current role",
                        denial(),
                        new Match.Former(current(), Ids.FORMER_KEY, List.of(former(), OLDEST))),
                argumentSet(
                        "the former key by the former role",
                        denial().by(Ids.FORMER_ROLE),
                        new Match.Former(current(), Ids.FORMER_KEY, List.of(former(), OLDEST))),
                argumentSet(
                        "the oldest key: its holder comes first",
                        denial().key(Ids.OLDEST_KEY),
                        new Match.Former(current(), Ids.OLDEST_KEY, List.of(OLDEST, former()))),
                argumentSet(
                        "no key, the current role",
                        denial().withoutKey(),
                        new Match.KeyUnnamed(current(), List.of(former(), OLDEST))),
                argumentSet(
                        "no key, the former role",
                        denial().withoutKey().by(Ids.FORMER_ROLE),
                        new Match.KeyUnnamed(current(), List.of(former(), OLDEST))),
                argumentSet(
                        "a stranger key",
                        denial().key(Ids.STRANGER_KEY),
                        new Match.Unknown(
                                "no install on record holds the key " + Ids.STRANGER_KEY)),
                argumentSet(
                        "a stranger role",
                        denial().by(Ids.STRANGER_ROLE),
                        new Match.Unknown("no install on record runs as " + Ids.STRANGER_ROLE)),
                argumentSet(
                        "no identity",
                        denial().byNobody(),
                        new Match.Unknown("the event names no role or user")));
    }

    @ParameterizedTest
    @MethodSource("onOneHouse")
    void aDenialLeadsToItsInstall(DenialBuilder denial, Match match) {
        assertThat(Correlator.match(denial.build(), HISTORY)).isEqualTo(match);
    }

    @ParameterizedTest
    @MethodSource("onOneHouse")
    void theOrderOfTheHistoryChangesNothing(DenialBuilder denial, Match match) {
        List<Install> backwards = HISTORY.reversed();
        assertThat(Correlator.match(denial.build(), backwards)).isEqualTo(match);
    }

    @ParameterizedTest
    @MethodSource("onOneHouse")
    void anEmptyHistoryKnowsNobody(DenialBuilder denial, Match match) {
        assertThat(match).isNotNull();
        assertThat(Correlator.match(denial.build(), Collections.emptyList()))
                .isInstanceOf(Match.Unknown.class);
    }

    static Stream<Arguments> otherUses() {
        return Stream.of(
                argumentSet("signing, current", KeyRole.SIGNING, currently(), former()),
                argumentSet("master, current", KeyRole.MASTER, currently(), former()),
                argumentSet("signing, former", KeyRole.SIGNING, formerly(), current()),
                argumentSet("master, former", KeyRole.MASTER, formerly(), current()));
    }

    @ParameterizedTest
    @MethodSource("otherUses")
    void aKeyThatSealsNoDataIsNotTheDatabase(KeyRole role, InstallBuilder holder, Install other) {
        Install held = holder.key(Ids.STRANGER_KEY, role).build();
        assertThat(Correlator.match(denial().key(Ids.STRANGER_KEY).build(), List.of(other, held)))
                .isEqualTo(new Match.NotData(held, Ids.STRANGER_KEY, role));
    }

    @Test
    void aFormerDataKeyThatTheCurrentInstallSignsWithIsNotTheDatabase() {
        Install reused = currently().key(Ids.FORMER_KEY, KeyRole.SIGNING).build();
        assertThat(Correlator.match(denial().build(), List.of(former(), reused)))
                .isEqualTo(new Match.NotData(reused, Ids.FORMER_KEY, KeyRole.SIGNING));
    }

    @Test
    void anotherRegionsReplicaIsTheSameKey() {
        Install held = formerly().key(Ids.REPLICA_HERE, KeyRole.DATA).build();
        assertThat(
                        Correlator.match(
                                denial().key(Ids.REPLICA_THERE).build(), List.of(held, current())))
                .isEqualTo(new Match.Former(current(), Ids.REPLICA_THERE, List.of(held)));
    }
}
