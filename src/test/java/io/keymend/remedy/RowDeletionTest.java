package io.keymend.remedy;

import static io.keymend.testing.EvidenceBuilder.census;
import static io.keymend.testing.EvidenceBuilder.evidence;
import static io.keymend.testing.EvidenceBuilder.group;
import static io.keymend.testing.EvidenceBuilder.sealed;
import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.keymend.evidence.Evidence;
import io.keymend.evidence.Sealer;
import io.keymend.install.Engine;
import io.keymend.install.Install;
import io.keymend.profile.Profile;
import io.keymend.profile.SealedLocation;
import io.keymend.profile.SealedLocation.IfDeleted;
import io.keymend.testing.EvidenceBuilder;
import io.keymend.testing.InstallBuilder;
import io.keymend.verdict.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class RowDeletionTest {
    private static final Profile NONE = Profile.unknown("spacelift");

    @Test
    void staleRowsOfOneTableAreOneStatementInATransaction() {
        Evidence evidence =
                evidence()
                        .column("oidc_settings", "secret", sealed(FORMER_KEY), 1)
                        .column("hooks", "token", sealed(CURRENT_KEY), 9)
                        .build();
        Remedy remedy = remedy(NONE, evidence);
        assertThat(remedy.act()).isEqualTo(Act.DELETE);
        assertThat(remedy.needs())
                .containsExactly(
                        "A snapshot of the database: nothing brings these rows back without it.");
        assertThat(remedy.commands())
                .containsExactly(
                        "BEGIN;",
                        "DELETE FROM \"public\".\"oidc_settings\"\n WHERE \"id\" IN ('1')\n"
                                + "  AND substring(\"secret\" from 7 for 44) = '"
                                + fingerprint(0).base64Middle()
                                + "'\n; -- expect 1 row",
                        "-- Compare the counts, then COMMIT; otherwise ROLLBACK;");
    }

    @Test
    void rowsOfTheCurrentKeyAndUnresolvedOnesAreNeverInIt() {
        Evidence evidence =
                evidence()
                        .column("a", "fine", sealed(CURRENT_KEY), 1)
                        .column("a", "unknown", new Sealer.Unresolved("throttled"), 2)
                        .column("a", "stale", sealed(FORMER_KEY), 3)
                        .column("b", "unknown", new Sealer.Unresolved("throttled"), 4)
                        .column("c", "strange", new Sealer.Foreign("whose?"), 5)
                        .build();
        assertThat(String.join("\n", remedy(NONE, evidence).commands()))
                .contains("\"stale\"", fingerprint(2).base64Middle())
                .doesNotContain("\"fine\"", "\"unknown\"", "\"b\"", "\"strange\"")
                .doesNotContain(fingerprint(0).base64Middle(), fingerprint(1).base64Middle());
    }

    @Test
    void withoutStaleRowsThereIsNothingToDelete() {
        Evidence evidence =
                evidence()
                        .column("a", "fine", sealed(CURRENT_KEY), 1)
                        .column("b", "unknown", new Sealer.Unresolved("throttled"), 4)
                        .build();
        assertThat(RowDeletion.of(lost(InstallBuilder.current()), NONE, evidence)).isEmpty();
        assertThat(RowDeletion.of(lost(InstallBuilder.current()), NONE, Evidence.none("no")))
                .isEmpty();
    }

    static Stream<Arguments> forbidding() {
        return Stream.of(
                argumentSet(
                        "the stale column itself", List.of(place("secret", IfDeleted.FORBIDDEN))),
                argumentSet("the whole table", List.of(place(null, IfDeleted.FORBIDDEN))),
                argumentSet("another column", List.of(place("other", IfDeleted.FORBIDDEN))),
                argumentSet(
                        "the whole table, with an exception for the stale column",
                        List.of(
                                place("secret", IfDeleted.RECREATED),
                                place(null, IfDeleted.FORBIDDEN))),
                argumentSet(
                        "another column, where the stale one is lost",
                        List.of(
                                place("secret", IfDeleted.LOST),
                                place("other", IfDeleted.FORBIDDEN))));
    }

    @ParameterizedTest
    @MethodSource("forbidding")
    void aTableThatAnyEntryForbidsIsNeverDeletedFrom(List<SealedLocation> places) {
        Evidence evidence = evidence().column("accounts", "secret", sealed(FORMER_KEY), 1).build();
        Remedy remedy = remedy(profile(places), evidence);
        assertThat(remedy.commands()).isEmpty();
        assertThat(remedy.notes()).anyMatch(note -> note.startsWith("WARNING public.accounts: "));
    }

    @Test
    void aForbiddenTableLeavesTheOthersTheirStatement() {
        Evidence evidence =
                evidence()
                        .column("accounts", "secret", sealed(FORMER_KEY), 1)
                        .column("hooks", "secret", sealed(FORMER_KEY), 1)
                        .build();
        assertThat(remedy(profile(List.of(place("x", IfDeleted.FORBIDDEN))), evidence).commands())
                .filteredOn(command -> command.startsWith("DELETE"))
                .singleElement()
                .satisfies(sql -> assertThat(sql).contains("\"hooks\""));
    }

    static Stream<Arguments> counts() {
        return Stream.of(
                argumentSet(
                        "one group", "3 rows", with(census("t", "a", group(fingerprint(1), 3)))),
                argumentSet(
                        "two columns of the same rows",
                        "3 rows",
                        with(
                                census("t", "a", group(fingerprint(1), 3)),
                                census("t", "b", group(fingerprint(1), 3)))),
                argumentSet(
                        "two columns of other rows",
                        "2 rows",
                        with(
                                census("t", "a", group(fingerprint(1), 1, "1")),
                                census("t", "b", group(fingerprint(1), 1, "2")))),
                argumentSet(
                        "two materials in one column",
                        "300 rows",
                        with(
                                census(
                                        "t",
                                        "a",
                                        group(fingerprint(1), 200, "1"),
                                        group(fingerprint(2), 100, "2")))),
                argumentSet(
                        "two long columns",
                        "200 to 300 rows",
                        with(
                                census("t", "a", group(fingerprint(1), 200, "1")),
                                census("t", "b", group(fingerprint(1), 100, "1")))));
    }

    @ParameterizedTest
    @MethodSource("counts")
    void theExpectedCountKnowsThatARowGoesOnce(String expected, EvidenceBuilder evidence) {
        List<String> commands = remedy(NONE, evidence.build()).commands();
        assertThat(commands).hasSize(3);
        assertThat(commands.get(1)).endsWith("\n; -- expect " + expected);
    }

    @Test
    void otherValuesOfTheSameRowsAreSaidToGoWithThem() {
        EvidenceBuilder stale = evidence().column("a", "stale", sealed(FORMER_KEY), 2);
        assertThat(remedy(NONE, stale.build()).notes())
                .noneMatch(note -> note.contains("go with them"));
        stale.column("b", "fine", sealed(CURRENT_KEY), 2);
        assertThat(remedy(NONE, stale.build()).notes())
                .as("another table's")
                .noneMatch(note -> note.contains("go with them"));
        stale.column("a", "alsoStale", sealed(FORMER_KEY), 2);
        assertThat(remedy(NONE, stale.build()).notes())
                .as("as stale as the first")
                .noneMatch(note -> note.contains("go with them"));
        stale.column("a", "fine", sealed(CURRENT_KEY), 2);
        assertThat(remedy(NONE, stale.build()).notes())
                .anyMatch(note -> note.startsWith("public.a: some of these rows may hold other"));
    }

    @Test
    void aColumnThatIsStaleInPartTakesNothingAlong() {
        Evidence evidence =
                evidence()
                        .sealer(fingerprint(1), sealed(FORMER_KEY))
                        .sealer(fingerprint(2), sealed(CURRENT_KEY))
                        .column(
                                census(
                                        "a",
                                        "x",
                                        group(fingerprint(1), 2),
                                        group(fingerprint(2), 3)))
                        .build();
        assertThat(remedy(NONE, evidence).notes()).noneMatch(note -> note.contains("go with them"));
    }

    @Test
    void whatBecomesOfEachColumnIsSaid() {
        Evidence evidence =
                evidence()
                        .column("accounts", "a", sealed(FORMER_KEY), 1)
                        .column("accounts", "b", sealed(FORMER_KEY), 1)
                        .column("accounts", "c", sealed(FORMER_KEY), 1)
                        .build();
        Profile profile =
                profile(List.of(place("a", IfDeleted.RECREATED), place("b", IfDeleted.LOST)));
        assertThat(remedy(profile, evidence).notes())
                .anyMatch(note -> note.startsWith("public.accounts.a: the product makes"))
                .anyMatch(note -> note.startsWith("public.accounts.b: what the rows held"))
                .anyMatch(note -> note.startsWith("public.accounts.c: no profile names it"));
    }

    @Test
    void aNameThatMysqlCannotShowGetsNoStatement() {
        Evidence evidence = evidence().column("a\nb", "x", sealed(FORMER_KEY), 1).build();
        Remedy remedy =
                RowDeletion.of(
                                lost(InstallBuilder.currently().engine(Engine.MYSQL).build()),
                                NONE,
                                evidence)
                        .orElseThrow();
        assertThat(remedy.commands()).isEmpty();
        assertThat(remedy.notes()).anyMatch(note -> note.contains("no statement is given"));
        assertThat(remedy(NONE, evidence).commands().get(1))
                .startsWith("DELETE FROM \"public\".U&\"a\\+00000ab\"\n");
    }

    private static EvidenceBuilder with(io.keymend.evidence.ColumnCensus... columns) {
        EvidenceBuilder evidence =
                evidence()
                        .sealer(fingerprint(1), sealed(FORMER_KEY))
                        .sealer(fingerprint(2), sealed(FORMER_KEY));
        List.of(columns).forEach(evidence::column);
        return evidence;
    }

    private static Remedy remedy(Profile profile, Evidence evidence) {
        return RowDeletion.of(lost(InstallBuilder.current()), profile, evidence).orElseThrow();
    }

    @Test
    void whereNobodyKnowsWhatHangsOnTheRowsMoreThanTheyMayGo() {
        Evidence evidence = evidence().column("accounts", "a", sealed(FORMER_KEY), 1).build();
        assertThat(remedy(profile(List.of(place("a", IfDeleted.RECREATED))), evidence).loss())
                .isEqualTo(Loss.ROW);
        assertThat(remedy(NONE, evidence).loss()).isEqualTo(Loss.CASCADE);
    }

    private static Verdict.Lost lost(Install current) {
        return new Verdict.Lost(current, List.of());
    }

    private static SealedLocation place(
            @org.jspecify.annotations.Nullable String column, IfDeleted ifDeleted) {
        return new SealedLocation(
                "accounts", Optional.ofNullable(column), "secrets", ifDeleted, "take care.");
    }

    private static Profile profile(List<SealedLocation> places) {
        return new Profile("spacelift", "Spacelift", "1", places, List.of(), List.of());
    }
}
