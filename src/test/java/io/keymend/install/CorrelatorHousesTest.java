package io.keymend.install;

import static io.keymend.testing.DenialBuilder.denial;
import static io.keymend.testing.InstallBuilder.current;
import static io.keymend.testing.InstallBuilder.currently;
import static io.keymend.testing.InstallBuilder.former;
import static io.keymend.testing.InstallBuilder.formerly;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.testing.Ids;
import io.keymend.testing.InstallBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// Several databases, several products, and which of several installs is the current one.
final class CorrelatorHousesTest {
    @Test
    void aKeyOfOneProductAndARoleOfAnotherFitNobody() {
        Install other =
                new InstallBuilder("semaphore-1")
                        .product("semaphore")
                        .database("semaphore")
                        .key(Ids.STRANGER_KEY, KeyRole.DATA)
                        .role(Ids.STRANGER_ROLE)
                        .build();
        Match match =
                Correlator.match(denial().by(Ids.STRANGER_ROLE).build(), List.of(former(), other));
        assertThat(match)
                .isEqualTo(
                        new Match.Ambiguous(
                                "the key belongs to one product's install and the role to"
                                        + " another's",
                                List.of(former(), other)));
    }

    @Test
    void oneRoleOverTwoDatabasesWithoutAKeyIsAmbiguous() {
        Install staging = staging().build();
        assertThat(Correlator.match(denial().withoutKey().build(), List.of(current(), staging)))
                .isEqualTo(
                        new Match.Ambiguous(
                                "installs over different databases fit the denial",
                                List.of(current(), staging)));
    }

    @Test
    void oneRoleOverTwoDatabasesIsToldApartByTheKey() {
        Install staging = staging().key(Ids.STRANGER_KEY, KeyRole.DATA).build();
        assertThat(
                        Correlator.match(
                                denial().key(Ids.STRANGER_KEY).build(),
                                List.of(former(), current(), staging)))
                .isEqualTo(new Match.Current(staging, Ids.STRANGER_KEY, List.of()));
    }

    @Test
    void oneKeyAndRoleOverTwoDatabasesIsAmbiguous() {
        Install staging = staging().key(Ids.CURRENT_KEY, KeyRole.DATA).build();
        assertThat(
                        Correlator.match(
                                denial().key(Ids.CURRENT_KEY).build(), List.of(current(), staging)))
                .isInstanceOf(Match.Ambiguous.class);
    }

    @Test
    void aKeySharedWithAnotherDatabaseIsToldApartByTheRole() {
        Install staging =
                new InstallBuilder("staging")
                        .database("staging")
                        .role(Ids.STRANGER_ROLE)
                        .key(Ids.FORMER_KEY, KeyRole.DATA)
                        .build();
        assertThat(Correlator.match(denial().build(), List.of(former(), current(), staging)))
                .isEqualTo(new Match.Former(current(), Ids.FORMER_KEY, List.of(former())));
    }

    @Test
    void twoProductsInOneDatabaseAreTwoHouses() {
        Install lodger = formerly().product("semaphore").role(Ids.STRANGER_ROLE).build();
        assertThat(Correlator.match(denial().withoutKey().build(), List.of(lodger, current())))
                .isEqualTo(new Match.KeyUnnamed(current(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "uninstalled before,               2026-11-18T17:00:00Z, 2026-11-20T10:15:30Z,"
                + " spacelift-2026",
        "uninstalled at that moment,       2026-11-20T10:15:30Z, 2026-11-20T10:15:30Z,"
                + " spacelift-2026",
        "an event from before,             2026-11-18T17:00:00Z, 2026-11-18T16:00:00Z,"
                + " spacelift-2026"
    })
    void theNewestLiveInstallIsTheCurrentOne(
            String when, String formerUntil, String at, String expected) {
        Install superseded =
                new InstallBuilder("spacelift-2024")
                        .key(Ids.FORMER_KEY, KeyRole.DATA)
                        .role(Ids.FORMER_ROLE)
                        .from("2024-03-01T09:00:00Z")
                        .until(formerUntil)
                        .build();
        Match match =
                Correlator.match(
                        denial().withoutKey().at(at).build(), List.of(superseded, current()));
        assertThat(match)
                .as(when)
                .isInstanceOfSatisfying(
                        Match.KeyUnnamed.class,
                        found -> assertThat(found.current().id()).isEqualTo(expected));
    }

    @Test
    void anUninstalledNewerInstallYieldsToAnOlderLiveOne() {
        Install trial = currently().until("2026-11-19T20:00:00Z").build();
        Install older =
                new InstallBuilder("spacelift-2024")
                        .key(Ids.FORMER_KEY, KeyRole.DATA)
                        .role(Ids.FORMER_ROLE)
                        .from("2024-03-01T09:00:00Z")
                        .build();
        assertThat(Correlator.match(denial().build(), List.of(trial, older)))
                .isEqualTo(new Match.Current(older, Ids.FORMER_KEY, List.of(trial)));
    }

    @Test
    void whereEveryInstallWasUninstalledTheRecordLags() {
        Install gone = currently().until("2026-11-19T20:00:00Z").build();
        assertThat(Correlator.match(denial().build(), List.of(former(), gone)))
                .isInstanceOfSatisfying(
                        Match.Ambiguous.class,
                        match -> {
                            assertThat(match.why()).contains("a newer one is missing");
                            assertThat(match.candidates()).containsExactly(gone, former());
                        });
    }

    @Test
    void aKeyHeldOverTheDatabaseThatARestoreCameFromIsSaidToBe() {
        Install before = formerly().database("spacelift-before-the-restore").build();
        assertThat(Correlator.match(denial().build(), List.of(before, current())))
                .isEqualTo(
                        new Match.Ambiguous(
                                "the key was held over one database and the role works on another,"
                                        + " which may hold a copy of its rows",
                                List.of(before, current())));
    }

    @Test
    void theRegionOfTheCallTellsInstallsOfOneRoleApart() {
        Install there = staging().region("us-east-1").build();
        assertThat(Correlator.match(denial().withoutKey().build(), List.of(current(), there)))
                .isEqualTo(new Match.KeyUnnamed(current(), List.of()));
    }

    @Test
    void aReplicaIsTheInstallsThatHoldsThatVeryReplica() {
        Install here = staging().database("here").key(Ids.REPLICA_HERE, KeyRole.DATA).build();
        Install there = staging().database("there").key(Ids.REPLICA_THERE, KeyRole.DATA).build();
        assertThat(Correlator.match(denial().key(Ids.REPLICA_THERE).build(), List.of(here, there)))
                .isEqualTo(new Match.Current(there, Ids.REPLICA_THERE, List.of()));
    }

    private static InstallBuilder staging() {
        return new InstallBuilder("staging").database("staging").role(Ids.CURRENT_ROLE);
    }
}
