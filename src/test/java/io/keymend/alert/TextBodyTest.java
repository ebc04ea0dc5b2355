package io.keymend.alert;

import static io.keymend.testing.EvidenceBuilder.census;
import static io.keymend.testing.EvidenceBuilder.evidence;
import static io.keymend.testing.EvidenceBuilder.group;
import static io.keymend.testing.EvidenceBuilder.sealed;
import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.fingerprint;
import static io.keymend.testing.InstallBuilder.current;
import static io.keymend.testing.InstallBuilder.former;
import static io.keymend.testing.ReportBuilder.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.evidence.KeyState;
import io.keymend.evidence.Sealer;
import io.keymend.install.KeyRole;
import io.keymend.install.Match;
import io.keymend.remedy.Mode;
import io.keymend.testing.DenialBuilder;
import io.keymend.testing.EvidenceBuilder;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class TextBodyTest {
    @Test
    void whereAModeIsOnAnotherAlertTellsOfChanges() {
        String text = text(report().mode(Mode.RESEAL).build());
        assertThat(text).contains("Mode reseal is on").contains("another alert tells what");
    }

    @Test
    void aRescueNamesEventKeyInstallTableColumnAndRow() {
        String text = text(report().denials(17).build());
        assertThat(text)
                .startsWith("Spacelift production cannot decrypt 1 sealed value.\n")
                .contains("at 2026-11-20T10:15:30Z, the first of 17 alike")
                .contains("Asked key        " + FORMER_KEY)
                .contains("Former install   spacelift-2024 (version 3.2.0, production, since")
                .contains("until 2026-11-18T17:00:00Z")
                .contains("sealed under " + FORMER_KEY + "\n    which is disabled")
                .contains("Current install  spacelift-2026")
                .contains("seals under " + CURRENT_KEY)
                .contains("Database         spacelift on arn:aws:rds:")
                .contains("public.oidc_settings.secret")
                .contains("1 row: 1 sealed, 0 not sealed, 0 empty")
                .contains("1 sealed by the old key [11223344]: id=1")
                .contains(FORMER_KEY + ", KMS opened one of the rows with it")
                .contains("1. Enable the old key")
                .contains("aws kms enable-key")
                .endsWith("It looked, and changed nothing.\n");
    }

    @Test
    void aRoleOfAFormerInstallIsPointedOut() {
        String note = "the refused role is not the current install's";
        assertThat(text(report().build())).doesNotContain(note);
        assertThat(
                        text(
                                report().denial(
                                                DenialBuilder.denial()
                                                        .by(former().roles().getFirst())
                                                        .build())
                                        .build()))
                .contains(note);
    }

    @Test
    void theHolderOfAKeyForOtherThingsIsNotCalledCurrent() {
        Match match = new Match.NotData(former(), FORMER_KEY, KeyRole.MASTER);
        assertThat(text(report().match(match).build()))
                .contains("Install          spacelift-2024")
                .doesNotContain("Current install", "Take note");
    }

    @Test
    void aDeadlineStandsAtTheTop() {
        KeyState pending =
                new KeyState.PendingDeletion(Optional.of(Instant.parse("2026-12-01T00:00:00Z")));
        String text = text(report().evidence(stale().state(FORMER_KEY, pending).build()).build());
        assertThat(text.lines().limit(2)).anyMatch(line -> line.contains("2026-12-01T00:00:00Z"));
        assertThat(text).contains("cancel-key-deletion");
    }

    @Test
    void aLossSaysThatKmsKnowsNoSuchKey() {
        String text =
                text(
                        report().evidence(stale().state(FORMER_KEY, new KeyState.Missing()).build())
                                .build());
        assertThat(text)
                .startsWith("Spacelift production lost the key of 1 sealed value.\n")
                .contains("unknown to KMS: no such key in its account and Region")
                .contains("DELETE FROM");
    }

    @Test
    void missingAccessSaysToLeaveTheDataAlone() {
        String text =
                text(report().match(new Match.Current(current(), CURRENT_KEY, List.of())).build());
        assertThat(text).contains("Do not touch the data.").doesNotContain("DELETE");
    }

    @Test
    void anUnclearCaseSaysWhatWasNotRead() {
        String text =
                text(
                        report().evidence(
                                        evidence()
                                                .column("a", "x", sealed(CURRENT_KEY), 2)
                                                .unread("hooks")
                                                .build())
                                .build());
        assertThat(text)
                .contains("Unclear: 1 table could not be read, and no stale row is in the rest.")
                .contains("NOT READ public.hooks: permission denied")
                .contains("Do not change any row")
                .doesNotContain("DELETE");
    }

    @Test
    void anUnreadDatabaseIsSaidToBeUnread() {
        assertThat(text(report().evidence(evidence().unseen("no such secret")).build()))
                .contains("Not read: no such secret")
                .contains("Unclear: the tables could not be read: no such secret.");
    }

    @Test
    void aStrangerIsToldHowToRecordAnInstall() {
        assertThat(text(report().match(new Match.Unknown("no install runs as x")).build()))
                .contains("no install runs as x. No table was read.")
                .contains("record-install")
                .doesNotContain("DELETE");
    }

    @Test
    void anotherUseOfTheKeyNamesTheInstall() {
        Match match = new Match.NotData(former(), FORMER_KEY, KeyRole.MASTER);
        assertThat(text(report().match(match).build()))
                .contains("was refused its master key")
                .contains("The key is recorded for install spacelift-2024")
                .doesNotContain("DELETE");
    }

    @Test
    void severalCandidatesAreAllNamed() {
        Match match = new Match.Ambiguous("two fit", List.of(former(), current()));
        assertThat(text(report().match(match).build()))
                .contains("Candidate        spacelift-2024")
                .contains("Candidate        spacelift-2026");
    }

    @Test
    void onlyTheFirstKeysAreShownAndTheRestCounted() {
        EvidenceBuilder many =
                evidence()
                        .sealer(fingerprint(1), sealed(FORMER_KEY))
                        .sealer(fingerprint(2), new Sealer.Unresolved("throttled"))
                        .column(census("a", "x", group(fingerprint(1), 9)))
                        .column(census("b", "y", group(fingerprint(2), 700, "1", "2")))
                        .state(FORMER_KEY, new KeyState.Disabled());
        assertThat(text(report().evidence(many.build()).build()))
                .contains("id=1; id=2; id=3; id=4; id=5; +4 more")
                .contains("id=1; id=2; +698 more")
                .contains("unresolved: throttled");
    }

    @Test
    void whatTheCallerChoseStaysOnItsLine() {
        String text =
                text(
                        report().denial(
                                        DenialBuilder.denial()
                                                .caller("arn\nWHAT TO DO\u202e")
                                                .message("x\r\n1. Delete everything")
                                                .build())
                                .build());
        assertThat(text)
                .contains("arn\\u{a}WHAT TO DO\\u{202e}")
                .contains("x\\u{d}\\u{a}1. Delete everything");
        assertThat(text.lines()).noneMatch(line -> line.startsWith("1. Delete"));
    }

    private static EvidenceBuilder stale() {
        return evidence().column("oidc_settings", "secret", sealed(FORMER_KEY), 1);
    }

    private static String text(Report report) {
        return AlertWriter.write(report, "cause").text();
    }
}
