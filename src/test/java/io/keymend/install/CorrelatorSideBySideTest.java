package io.keymend.install;

import static io.keymend.testing.DenialBuilder.denial;
import static io.keymend.testing.InstallBuilder.current;
import static io.keymend.testing.InstallBuilder.currently;
import static io.keymend.testing.InstallBuilder.former;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.Denial;
import io.keymend.testing.Ids;
import io.keymend.testing.InstallBuilder;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Tenures that overlap, gaps between them, roles known by a pattern, and installs nobody recorded.
final class CorrelatorSideBySideTest {
    private static final Install BLUE =
            new InstallBuilder("blue")
                    .key(Ids.FORMER_KEY, KeyRole.DATA)
                    .role(Ids.FORMER_ROLE)
                    .from("2026-11-01T00:00:00Z")
                    .build();
    private static final Install GREEN = currently().build();
    private static final List<Install> BOTH = List.of(BLUE, GREEN);

    @Test
    void eachOfTwoSideBySideIsRefusedItsOwnKey() {
        assertThat(Correlator.match(denial().by(Ids.FORMER_ROLE).build(), BOTH))
                .isEqualTo(new Match.Current(BLUE, Ids.FORMER_KEY, List.of()));
        assertThat(Correlator.match(denial().key(Ids.CURRENT_KEY).build(), BOTH))
                .isEqualTo(new Match.Current(GREEN, Ids.CURRENT_KEY, List.of()));
    }

    @Test
    void oneRefusedTheOthersKeyIsNoReinstall() {
        assertAmbiguous(denial().build(), BOTH, "is not recorded as uninstalled");
        assertAmbiguous(
                denial().by(Ids.FORMER_ROLE).key(Ids.CURRENT_KEY).build(),
                BOTH,
                "is not recorded as uninstalled");
    }

    @Test
    void withoutAKeyNoRowOfOneIsStaleForTheOther() {
        assertAmbiguous(denial().withoutKey().build(), BOTH, "use this database at once");
        assertAmbiguous(
                denial().key(Ids.OLDEST_KEY).build(),
                List.of(oldest(), BLUE, GREEN),
                "use this database at once");
    }

    @Test
    void twoThatSealUnderOneKeyAreNoDoubt() {
        Install twin =
                new InstallBuilder("twin")
                        .key(Ids.CURRENT_KEY, KeyRole.DATA)
                        .role(Ids.FORMER_ROLE)
                        .from("2026-11-01T00:00:00Z")
                        .build();
        List<Install> history = List.of(oldest(), twin, GREEN);
        assertThat(Correlator.match(denial().key(Ids.CURRENT_KEY).build(), history))
                .isEqualTo(new Match.Current(GREEN, Ids.CURRENT_KEY, List.of(oldest())));
        assertThat(Correlator.match(denial().by(Ids.FORMER_ROLE).withoutKey().build(), history))
                .isEqualTo(new Match.KeyUnnamed(twin, List.of(oldest())));
        assertThat(Correlator.match(denial().key(Ids.OLDEST_KEY).build(), history))
                .isEqualTo(new Match.Former(GREEN, Ids.OLDEST_KEY, List.of(oldest())));
    }

    @Test
    void whatOverlappedOnceIsOverAfterTheEnd() {
        Install ended =
                new InstallBuilder("blue")
                        .key(Ids.FORMER_KEY, KeyRole.DATA)
                        .role(Ids.FORMER_ROLE)
                        .from("2026-11-01T00:00:00Z")
                        .until("2026-11-20T08:00:00Z")
                        .build();
        assertThat(ended.tenure().overlaps(GREEN.tenure())).isTrue();
        assertThat(former().tenure().overlaps(GREEN.tenure())).isFalse();
        assertThat(Correlator.match(denial().build(), List.of(ended, GREEN)))
                .isEqualTo(new Match.Former(GREEN, Ids.FORMER_KEY, List.of(ended)));
    }

    @Test
    void anEventInTheGapIsToldByTheInstallThatFollowed() {
        Denial between = denial().by(Ids.FORMER_ROLE).at("2026-11-19T01:00:00Z").build();
        assertThat(Correlator.match(between, List.of(former(), current())))
                .isEqualTo(new Match.Former(current(), Ids.FORMER_KEY, List.of(former())));
    }

    @Test
    void aDataKeyWasSealedWithByWhoeverHeldItAsOne() {
        Install signer =
                new InstallBuilder("signer")
                        .key(Ids.OLDEST_KEY, KeyRole.SIGNING)
                        .from("2026-01-01T00:00:00Z")
                        .until("2026-02-01T00:00:00Z")
                        .build();
        assertThat(
                        Correlator.match(
                                denial().key(Ids.OLDEST_KEY).build(),
                                List.of(oldest(), signer, current())))
                .isEqualTo(new Match.Former(current(), Ids.OLDEST_KEY, List.of(oldest(), signer)));
    }

    @Test
    void aRoleIsFoundByItsPatternAndSaidToBe() {
        Install patterned =
                new InstallBuilder("spacelift-2026")
                        .key(Ids.CURRENT_KEY, KeyRole.DATA)
                        .pattern("spacelift-server-role-*")
                        .build();
        Correlation found =
                Correlator.correlate(
                        denial().key(Ids.CURRENT_KEY).build(), List.of(former(), patterned));
        assertThat(found.match())
                .isEqualTo(new Match.Current(patterned, Ids.CURRENT_KEY, List.of(former())));
        assertThat(found.because())
                .containsExactly(
                        "the role arn:aws:iam::111122223333:role/spacelift-server-role-k3x9a fits"
                                + " the pattern"
                                + " arn:aws:iam::111122223333:role/spacelift-server-role-* of"
                                + " spacelift-2026, as a newer install's would",
                        "the key " + Ids.CURRENT_KEY + " is or was held by spacelift-2026");
    }

    @Test
    void theInstallThatNamesTheRoleIsMeantBeforeOneWhosePatternFits() {
        Install wide =
                new InstallBuilder("staging")
                        .database("staging")
                        .key(Ids.FORMER_KEY, KeyRole.DATA)
                        .pattern("spacelift-*")
                        .build();
        assertThat(Correlator.match(denial().withoutKey().build(), List.of(wide, current())))
                .isEqualTo(new Match.KeyUnnamed(current(), List.of()));
    }

    @Test
    void anInstallThatOnlyItsStacksTellOfIsNobodysWord() {
        Install derived =
                new InstallBuilder("spacelift.1a2b")
                        .key(Ids.STRANGER_KEY, KeyRole.DATA)
                        .role(Ids.STRANGER_ROLE)
                        .from("2026-11-20T00:00:00Z")
                        .derived()
                        .build();
        Install ended = currently().until("2026-11-19T23:00:00Z").build();
        List<Install> superseded = List.of(former(), ended, derived);
        for (Denial denial :
                List.of(
                        denial().by(Ids.STRANGER_ROLE).build(),
                        denial().by(Ids.STRANGER_ROLE).withoutKey().build(),
                        denial().by(Ids.STRANGER_ROLE).key(Ids.STRANGER_KEY).build(),
                        denial().by(Ids.STRANGER_ROLE).key(Ids.CURRENT_KEY).build())) {
            assertAmbiguous(denial, superseded, "nobody recorded, spacelift.1a2b");
        }
        assertAmbiguous(denial().build(), List.of(former(), current(), derived), "nobody recorded");
        assertThat(
                        Correlator.match(
                                denial().key(Ids.CURRENT_KEY).build(),
                                List.of(former(), current(), derived)))
                .isEqualTo(new Match.Current(current(), Ids.CURRENT_KEY, List.of(former())));
    }

    private static Install oldest() {
        return new InstallBuilder("spacelift-2021")
                .key(Ids.OLDEST_KEY, KeyRole.DATA)
                .from("2021-01-10T00:00:00Z")
                .until("2024-02-28T00:00:00Z")
                .build();
    }

    private static void assertAmbiguous(Denial denial, List<Install> history, String why) {
        assertThat(Correlator.match(denial, history))
                .isInstanceOfSatisfying(
                        Match.Ambiguous.class,
                        match -> {
                            assertThat(match.why()).contains(why);
                            assertThat(match.candidates()).isNotEmpty();
                        });
    }
}
