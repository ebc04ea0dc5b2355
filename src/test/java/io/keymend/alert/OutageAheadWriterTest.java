package io.keymend.alert;

import static io.keymend.testing.EvidenceBuilder.evidence;
import static io.keymend.testing.EvidenceBuilder.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.KeyArn;
import io.keymend.denial.KeyChange;
import io.keymend.denial.LifecycleEvent;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.Sealer;
import io.keymend.install.Holding;
import io.keymend.install.Install;
import io.keymend.install.KeyRole;
import io.keymend.install.KeyTimeline;
import io.keymend.testing.Ids;
import io.keymend.testing.InstallBuilder;
import io.keymend.verdict.Threat;
import io.keymend.verdict.Threat.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class OutageAheadWriterTest {
    private static final Instant NOW = Instant.parse("2026-11-19T08:20:00Z");
    private static final Optional<Instant> DUE = Optional.of(Instant.parse("2026-12-01T08:15:00Z"));
    private static final Evidence FOURTEEN =
            evidence()
                    .column("oidc_settings", "secret", sealed(Ids.FORMER_KEY), 1)
                    .column("vcs", "token", sealed(Ids.FORMER_KEY), 9)
                    .column("context", "value", sealed(Ids.FORMER_KEY), 4)
                    .column("context", "other", sealed(Ids.CURRENT_KEY), 70)
                    .build();

    @Test
    void itSaysHowManyRowsUntilWhenAndWhatStopsIt() {
        Alert alert = alert(Kind.DELETION, FOURTEEN);

        assertThat(alert.subject())
                .isEqualTo(
                        "Keymend: 14 rows in 3 tables depend on a key which is deleted on"
                                + " 2026-12-01");
        assertThat(alert.sms()).startsWith("Keymend OutageAhead: 14 rows in 3 tables");
        assertThat(alert.text())
                .contains(
                        "Spacelift production: 14 rows in 3 tables depend on this key, which is"
                                + " deleted on 2026-12-01.")
                .contains("Time left        11 days and 23 hours")
                .containsSubsequence(
                        "DO THIS FIRST",
                        "aws kms cancel-key-deletion --region eu-west-1 --key-id " + Ids.FORMER_KEY,
                        "aws kms enable-key --region eu-west-1 --key-id " + Ids.FORMER_KEY,
                        "public.oidc_settings.secret: 1 of 1 row",
                        "public.vcs.token: 9 of 9 rows",
                        "id=1; id=2; id=3; id=4; id=5; +4 more",
                        "BEFORE THE KEY MAY GO")
                .doesNotContain("context.other", "DELETE FROM");
        assertThat(alert.attributes())
                .containsEntry("severity", "critical")
                .containsEntry("verdict", "OutageAhead")
                .containsEntry("keyArn", Ids.FORMER_KEY.toString())
                .containsEntry("dedupKey", "cause");
    }

    @Test
    void whereARowHoldsSeveralValuesTheValuesAreCounted() {
        Evidence two =
                evidence()
                        .column("vcs", "token", sealed(Ids.FORMER_KEY), 9)
                        .column("vcs", "secret", sealed(Ids.FORMER_KEY), 7)
                        .build();
        assertThat(alert(Kind.DELETION, two).subject())
                .contains("16 sealed values in 1 table depend on");
    }

    @Test
    void whatIsNotKnownIsNeverCalledNothing() {
        Evidence untold = evidence().column("vcs", "token", new Sealer.Unresolved("no"), 3).build();
        assertThat(alert(Kind.DISABLED, untold).subject())
                .contains("perhaps 3 sealed values depend on");
        assertThat(alert(Kind.DISABLED, untold).text())
                .contains("public.vcs.token: perhaps 3 of 3 rows, unresolved: no");
        Alert unseen = alert(Kind.DISABLED, Evidence.none("no login"));
        assertThat(unseen.subject()).contains("an unknown number of rows depend on");
        assertThat(unseen.attributes()).containsEntry("severity", "error");
        Alert unread = alert(Kind.DISABLED, evidence().unread("vcs").build());
        assertThat(unread.text()).contains("NOT READ public.vcs");
        assertThat(unread.attributes()).containsEntry("severity", "error");
    }

    @Test
    void aKeyThatNothingDependsOnIsNoEmergency() {
        Alert alert =
                alert(
                        Kind.DELETION,
                        evidence().column("vcs", "token", sealed(Ids.CURRENT_KEY), 3).build());
        assertThat(alert.subject()).contains("no value that was found depends on");
        assertThat(alert.attributes()).containsEntry("severity", "warning");
    }

    @ParameterizedTest
    @EnumSource
    void everyThreatSaysWhatToDoAndNeverToDelete(Kind kind) {
        Alert alert = alert(kind, FOURTEEN);
        assertThat(alert.text())
                .containsPattern("DO THIS FIRST\n(?:  [^\n]+\n)+    aws kms ")
                .doesNotContain("DELETE FROM", "schedule-key-deletion");
        assertThat(alert.subject()).hasSizeLessThan(100).matches("[\\x20-\\x7e]+");
        assertThat(alert.sms()).hasSizeLessThanOrEqualTo(140);
    }

    @Test
    void aKeyOfAnotherUseIsToldWithoutRows() {
        Install signing = InstallBuilder.currently().key(Ids.STRANGER_KEY, KeyRole.SIGNING).build();
        Alert alert =
                alert(
                        Ids.STRANGER_KEY,
                        List.of(signing),
                        Kind.DISABLED,
                        Evidence.none("not asked"),
                        "dana");
        assertThat(alert.subject())
                .contains("spacelift-2026 holds as its signing key a key which is disabled");
        assertThat(alert.text()).doesNotContain("WHAT DEPENDS ON IT");
    }

    @Test
    void theActorsNameIsShownEscaped() {
        String text =
                alert(
                                Ids.FORMER_KEY,
                                List.of(InstallBuilder.former(), InstallBuilder.current()),
                                Kind.DELETION,
                                FOURTEEN,
                                "evil\nDO THIS FIRST\u202e")
                        .text();
        assertThat(text).contains("evil\\u{a}DO THIS FIRST\\u{202e}");
    }

    @Test
    void theEndIsToldWithWhatIsLeftToDo() {
        Holding holding =
                Holding.of(
                                Ids.FORMER_KEY,
                                List.of(InstallBuilder.former(), InstallBuilder.current()),
                                NOW)
                        .getFirst();
        Alert left =
                OutageOverWriter.write(
                        new OutageOver(
                                Ids.FORMER_KEY,
                                holding,
                                "Spacelift",
                                new KeyState.Disabled(),
                                List.of(Kind.DELETION),
                                "KMS's answer",
                                NOW),
                        "cause");
        assertThat(left.text())
                .contains(
                        "Resolved: the key is no longer to be deleted.",
                        "STILL TO DO",
                        "aws kms enable-key --region eu-west-1 --key-id " + Ids.FORMER_KEY);
        Alert whole =
                OutageOverWriter.write(
                        new OutageOver(
                                Ids.FORMER_KEY,
                                holding,
                                "Spacelift",
                                new KeyState.Enabled(),
                                List.of(Kind.DELETION, Kind.DISABLED),
                                "KMS's answer",
                                NOW),
                        "cause");
        assertThat(whole.subject())
                .isEqualTo(
                        "Keymend: resolved: Spacelift production: the key is no longer to be"
                                + " deleted, the key is enabled ...");
        assertThat(whole.text()).doesNotContain("STILL TO DO");
        assertThat(whole.attributes()).containsEntry("severity", "info");
    }

    private static Alert alert(Kind kind, Evidence evidence) {
        return alert(
                Ids.FORMER_KEY,
                List.of(InstallBuilder.former(), InstallBuilder.current()),
                kind,
                evidence,
                "dana");
    }

    private static Alert alert(
            KeyArn key, List<Install> history, Kind kind, Evidence evidence, String actor) {
        LifecycleEvent.OfKey event =
                new LifecycleEvent.OfKey(
                        new LifecycleEvent.Source("an event", NOW, actor),
                        key,
                        KeyChange.DELETION_SCHEDULED,
                        DUE,
                        "");
        return OutageAheadWriter.write(
                new OutageAhead(
                        event,
                        KeyTimeline.of(List.of(event)),
                        Holding.of(key, history, NOW).getFirst(),
                        "Spacelift",
                        new KeyState.PendingDeletion(DUE),
                        new Threat(kind, DUE, "no"),
                        evidence,
                        NOW),
                "cause");
    }
}
