package io.keymend.verdict;

import static io.keymend.testing.EvidenceBuilder.evidence;
import static io.keymend.testing.EvidenceBuilder.sealed;
import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.OLDEST_KEY;
import static io.keymend.testing.Ids.REPLICA_HERE;
import static io.keymend.testing.Ids.REPLICA_THERE;
import static io.keymend.testing.InstallBuilder.current;
import static io.keymend.testing.InstallBuilder.former;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.Denial;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyFacts;
import io.keymend.evidence.KeyReading;
import io.keymend.evidence.KeyRecord;
import io.keymend.evidence.KeyRegions;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.Sealer;
import io.keymend.install.Install;
import io.keymend.install.KeyRole;
import io.keymend.install.Match;
import io.keymend.testing.CaseBuilder;
import io.keymend.testing.DenialBuilder;
import io.keymend.testing.EvidenceBuilder;
import io.keymend.testing.InstallBuilder;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A good key, asked for in the wrong way.
final class JudgeMisdirectedTest {
    private static final Instant BEFORE = Instant.parse("2026-11-20T10:15:29Z");
    private static final Instant AFTER = Instant.parse("2026-11-20T10:15:31Z");
    private static final KeyState ENABLED = new KeyState.Enabled();
    private static final Install MULTI =
            new InstallBuilder("multi").key(REPLICA_THERE, KeyRole.DATA).build();

    /// Region us-east-1 is where the key is, eu-west-1 where it was asked for.
    private static final Correction WRONG_REGION =
            new Correction.WrongRegion("eu-west-1", REPLICA_THERE, ENABLED);

    @Test
    void aKeyThatIsNotInTheRegionItWasNamedInIsElsewhere() {
        Match own = new Match.Current(MULTI, REPLICA_HERE, List.of());
        Match others = new Match.Former(current(), REPLICA_HERE, List.of(MULTI));
        for (KeyState asked : List.of(new KeyState.Missing(), new KeyState.Hidden("denied"))) {
            Evidence evidence = there().state(REPLICA_HERE, asked).build();
            assertThat(CaseBuilder.verdict(own, evidence))
                    .isEqualTo(new Verdict.Misdirected(MULTI, REPLICA_HERE, WRONG_REGION));
            assertThat(CaseBuilder.verdict(others, evidence))
                    .isEqualTo(new Verdict.Misdirected(current(), REPLICA_HERE, WRONG_REGION));
        }
    }

    @Test
    void aReplicaThatIsThereIsRefusedLikeAnyKey() {
        Match own = new Match.Current(MULTI, REPLICA_HERE, List.of());
        Evidence evidence =
                evidence()
                        .reading(REPLICA_THERE, reading(List.of(REPLICA_HERE)))
                        .reading(REPLICA_HERE, reading(List.of(REPLICA_HERE)))
                        .build();
        assertThat(CaseBuilder.verdict(own, evidence))
                .isEqualTo(new Verdict.AccessMissing(MULTI, REPLICA_HERE, ENABLED));
    }

    @Test
    void anotherKeysRegionsSayNothing() {
        Match own = new Match.Current(current(), CURRENT_KEY, List.of());
        assertThat(CaseBuilder.verdict(own, there().build()))
                .isInstanceOf(Verdict.AccessMissing.class);
    }

    @Test
    void aKeyOfOneRegionThatWasCalledInAnotherIsAskedForInTheWrongOne() {
        KeyArn far = new KeyArn("aws", "us-east-1", CURRENT_KEY.account(), CURRENT_KEY.id());
        Install install = new InstallBuilder("far").key(far, KeyRole.DATA).build();
        Match own = new Match.Current(install, far, List.of());
        assertThat(CaseBuilder.verdict(own, evidence().state(far, ENABLED).build()))
                .isEqualTo(
                        new Verdict.Misdirected(
                                install,
                                far,
                                new Correction.WrongRegion("eu-west-1", far, ENABLED)));
        assertThat(
                        CaseBuilder.verdict(
                                own, evidence().state(far, new KeyState.Hidden("no")).build()))
                .as("nobody knows where it is")
                .isInstanceOf(Verdict.AccessMissing.class);
    }

    @Test
    void aReplicaWhereItWasCalledMakesTheCallRight() {
        Match own = new Match.Current(MULTI, REPLICA_THERE, List.of());
        Evidence evidence =
                evidence().reading(REPLICA_THERE, reading(List.of(REPLICA_HERE))).build();
        assertThat(CaseBuilder.verdict(own, evidence)).isInstanceOf(Verdict.AccessMissing.class);
    }

    @Test
    void aDenialWithoutAKeyFromAnotherRegionIsCalledThere() {
        Denial unnamed = DenialBuilder.denial().withoutKey().build();
        Match match = new Match.KeyUnnamed(MULTI, List.of());
        EvidenceBuilder fine =
                there().column("a", "x", new Sealer.Current(REPLICA_THERE, Sealer.Proof.PROBE), 3);
        assertThat(CaseBuilder.of(match, fine.build()).denial(unnamed).verdict())
                .isEqualTo(new Verdict.Misdirected(MULTI, REPLICA_THERE, WRONG_REGION));
        assertThat(
                        CaseBuilder.of(new Match.Former(MULTI, FORMER_KEY, List.of()), fine.build())
                                .denial(unnamed)
                                .verdict())
                .as("it named a former key")
                .isEqualTo(new Verdict.NothingStale(MULTI, 3));
        fine.column("b", "y", new Sealer.Foreign("whose?"), 1);
        assertThat(CaseBuilder.of(match, fine.build()).denial(unnamed).verdict())
                .as("stale rows explain it as well")
                .isInstanceOf(Verdict.Unclear.class);
    }

    @Test
    void anAliasThatWasTakenFromAKeyThatSealedRowsIsToBeGivenBack() {
        KeyRecord.AliasMove move = move(FORMER_KEY, CURRENT_KEY, BEFORE);
        assertThat(stale(ENABLED).moved(move).verdict())
                .isEqualTo(
                        new Verdict.Misdirected(
                                current(), FORMER_KEY, new Correction.AliasMoved(move)));
    }

    @Test
    void anAliasThatExplainsNothingIsLeftAlone() {
        assertThat(stale(ENABLED).moved(move(FORMER_KEY, CURRENT_KEY, AFTER)).verdict())
                .as("moved after the denial")
                .isInstanceOf(Verdict.Rescuable.class);
        assertThat(stale(ENABLED).moved(move(OLDEST_KEY, CURRENT_KEY, BEFORE)).verdict())
                .as("from a key that sealed nothing")
                .isInstanceOf(Verdict.Rescuable.class);
        assertThat(stale(ENABLED).moved(move(FORMER_KEY, OLDEST_KEY, BEFORE)).verdict())
                .as("to a key the install does not seal under")
                .isInstanceOf(Verdict.Rescuable.class);
        assertThat(
                        stale(new KeyState.Disabled())
                                .moved(move(FORMER_KEY, CURRENT_KEY, BEFORE))
                                .verdict())
                .as("from a key that does not work either")
                .isInstanceOf(Verdict.Rescuable.class);
        Evidence fine =
                evidence()
                        .column("a", "x", sealed(CURRENT_KEY), 3)
                        .state(FORMER_KEY, ENABLED)
                        .build();
        assertThat(
                        CaseBuilder.of(
                                        new Match.Former(current(), FORMER_KEY, List.of(former())),
                                        fine)
                                .moved(move(FORMER_KEY, CURRENT_KEY, BEFORE))
                                .verdict())
                .as("no row is the former key's")
                .isInstanceOf(Verdict.NothingStale.class);
    }

    private static CaseBuilder stale(KeyState state) {
        return CaseBuilder.of(
                new Match.Former(current(), FORMER_KEY, List.of(former())),
                evidence()
                        .column("a", "x", sealed(FORMER_KEY), 3)
                        .state(FORMER_KEY, state)
                        .build());
    }

    private static KeyRecord.AliasMove move(KeyArn from, KeyArn to, Instant at) {
        return new KeyRecord.AliasMove("alias/app", from, to, at);
    }

    private static EvidenceBuilder there() {
        return evidence().reading(REPLICA_THERE, reading(List.of()));
    }

    private static KeyReading reading(List<KeyArn> replicas) {
        KeyFacts plain = KeyFacts.PLAIN;
        return new KeyReading(
                ENABLED,
                Optional.of(
                        new KeyFacts(
                                plain.origin(),
                                plain.validTo(),
                                plain.keyStore(),
                                Optional.of(new KeyRegions(REPLICA_THERE, replicas)),
                                plain.manager(),
                                plain.spec(),
                                plain.usage())));
    }
}
