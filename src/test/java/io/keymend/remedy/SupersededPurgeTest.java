package io.keymend.remedy;

import static io.keymend.testing.EvidenceBuilder.census;
import static io.keymend.testing.EvidenceBuilder.evidence;
import static io.keymend.testing.EvidenceBuilder.group;
import static io.keymend.testing.EvidenceBuilder.sealed;
import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.fingerprint;
import static io.keymend.testing.InstallBuilder.current;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.keymend.evidence.Canary;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.Sealer;
import io.keymend.profile.Profile;
import io.keymend.profile.SealedLocation;
import io.keymend.profile.SealedLocation.IfDeleted;
import io.keymend.testing.EvidenceBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The one removal of rows that a key may still open, and each condition it falls with.
final class SupersededPurgeTest {
    private static final Profile RECREATED = profile(place("t", "c", IfDeleted.RECREATED));

    @Test
    void withEveryConditionMetItIsOfferedAndCounted() {
        Evidence evidence =
                stale().column("t", "fine", sealed(CURRENT_KEY), 9)
                        .column("other", "c", sealed(FORMER_KEY), 4)
                        .build();
        Remedy remedy = purge(RECREATED, evidence, Mode.PURGE_SUPERSEDED).orElseThrow();
        assertThat(remedy.act()).isEqualTo(Act.PURGE);
        assertThat(remedy.loss()).isEqualTo(Loss.ROW);
        assertThat(remedy.notes())
                .containsExactly("public.t.c: 5 rows with a value the current key did not seal");
        assertThat(remedy.commands()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PURGE_SUPERSEDED")
    void noOtherModeIsConsent(Mode mode) {
        assertThat(purge(RECREATED, stale().build(), mode)).isEmpty();
    }

    static Stream<Arguments> missingConditions() {
        return Stream.of(
                argumentSet("canary failed", stale().canary(new Canary.Failed("dead")).build()),
                argumentSet("canary not run", stale().canary(new Canary.NotRun("no")).build()),
                argumentSet("a table unread", stale().unread("hooks").build()),
                argumentSet("no table read", stale().unseen("no")),
                argumentSet("recorded, never asked", neverAsked(Sealer.Proof.RECORDED)),
                argumentSet("fingerprint, never asked", neverAsked(Sealer.Proof.FINGERPRINT)),
                argumentSet("inferred", of(new Sealer.Other(FORMER_KEY, Sealer.Proof.ELIMINATION))),
                argumentSet("of nobody knows which key", of(new Sealer.Foreign("?"))),
                argumentSet("unresolved", of(new Sealer.Unresolved("?"))),
                argumentSet("the current key's", of(sealed(CURRENT_KEY))),
                argumentSet("no primary key", withoutKey()));
    }

    @ParameterizedTest
    @MethodSource("missingConditions")
    void itFallsWithEachCondition(Evidence evidence) {
        assertThat(purge(RECREATED, evidence, Mode.PURGE_SUPERSEDED)).isEmpty();
    }

    @Test
    void whatAnotherKeyOpenedTheCurrentOneDidNotSeal() {
        Evidence opened = neverAsked(Sealer.Proof.PROBE);
        assertThat(purge(RECREATED, opened, Mode.PURGE_SUPERSEDED)).isPresent();
    }

    static Stream<Arguments> profiles() {
        return Stream.of(
                argumentSet("unknown", Profile.unknown("p")),
                argumentSet("lost", profile(place("t", "c", IfDeleted.LOST))),
                argumentSet("forbidden", profile(place("t", "c", IfDeleted.FORBIDDEN))),
                argumentSet("another column", profile(place("t", "d", IfDeleted.RECREATED))),
                argumentSet(
                        "forbidden for another column",
                        profile(
                                place("t", "c", IfDeleted.RECREATED),
                                place("t", "d", IfDeleted.FORBIDDEN))));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void onlyWhatTheProductMakesAnewIsPurged(Profile profile) {
        assertThat(purge(profile, stale().build(), Mode.PURGE_SUPERSEDED)).isEmpty();
    }

    @Test
    void whatIsForbiddenElsewhereForbidsNothingHere() {
        Profile profile =
                profile(
                        place("t", "c", IfDeleted.RECREATED),
                        place("accounts", "c", IfDeleted.FORBIDDEN));
        assertThat(purge(profile, stale().build(), Mode.PURGE_SUPERSEDED)).isPresent();
    }

    private static Optional<Remedy> purge(Profile profile, Evidence evidence, Mode mode) {
        return new SupersededPurge(current(), profile, evidence).in(mode);
    }

    private static EvidenceBuilder stale() {
        return evidence().column("t", "c", sealed(FORMER_KEY), 5);
    }

    private static Evidence neverAsked(Sealer.Proof proof) {
        return evidence()
                .column("t", "c", new Sealer.Other(FORMER_KEY, proof), 5)
                .neverAsked(fingerprint(0))
                .build();
    }

    private static Evidence of(Sealer sealer) {
        return evidence().column("t", "c", sealer, 5).build();
    }

    private static Evidence withoutKey() {
        ColumnCensus keyed = census("t", "c", group(fingerprint(0), 5));
        return evidence()
                .sealer(fingerprint(0), sealed(FORMER_KEY))
                .column(
                        new ColumnCensus(
                                keyed.column(),
                                true,
                                List.of(),
                                keyed.rows(),
                                keyed.empty(),
                                keyed.groups(),
                                keyed.others()))
                .build();
    }

    private static SealedLocation place(String table, String column, IfDeleted ifDeleted) {
        return new SealedLocation(table, Optional.of(column), "m", ifDeleted, "w");
    }

    private static Profile profile(SealedLocation... places) {
        return new Profile("p", "P", "1", List.of(places), List.of(), List.of());
    }
}
