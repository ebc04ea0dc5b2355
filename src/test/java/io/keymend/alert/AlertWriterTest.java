package io.keymend.alert;

import static io.keymend.testing.EvidenceBuilder.sealed;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.ReportBuilder.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyState;
import io.keymend.install.Match;
import io.keymend.remedy.Mode;
import io.keymend.testing.DenialBuilder;
import io.keymend.testing.EvidenceBuilder;
import io.keymend.testing.InstallBuilder;
import io.keymend.verdict.Judgement;
import io.keymend.verdict.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

final class AlertWriterTest {
    private static final String WIDE = "\ud842\udfb7";

    static Stream<Arguments> reports() {
        return Stream.of(
                argumentSet("one row", report().build()),
                argumentSet(
                        "a hostile event",
                        report().denial(
                                        DenialBuilder.denial()
                                                .message((WIDE + "\n\u202e").repeat(400))
                                                .caller("\r\n\r\nFrom: x" + WIDE.repeat(900))
                                                .build())
                                .build()),
                argumentSet(
                        "thousands of tables", report().evidence(tables(5_000, "t", 3)).build()),
                argumentSet(
                        "thousands of tables of wide names",
                        report().evidence(tables(3_000, WIDE.repeat(60), 100)).build()),
                argumentSet(
                        "thousands of unread tables",
                        report().evidence(unread(5_000, WIDE.repeat(60))).build()),
                argumentSet("hundreds of installs", report().match(formers(500)).build()),
                argumentSet(
                        "a reason of any length",
                        report().match(new Match.Unknown(WIDE.repeat(5_000))).build()));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void everyChannelTakesTheAlert(Report report) {
        Alert alert = AlertWriter.write(report, "cause");
        assertThat(alert.subject()).hasSizeLessThan(100).matches("[\\x20-\\x7e]+");
        assertThat(alert.sms()).hasSizeLessThanOrEqualTo(140).matches("[\\x20-\\x7e]+");
        assertThat(alert.text().lines()).allMatch(line -> line.length() <= 998);
        assertThat(bytes(alert)).isLessThan(262_144);
        assertThat(
                        new String(
                                alert.text().getBytes(StandardCharsets.UTF_8),
                                StandardCharsets.UTF_8))
                .as("no half of a character")
                .isEqualTo(alert.text());
    }

    @ParameterizedTest
    @MethodSource("reports")
    void whatToDoIsNeverCutOff(Report report) {
        String text = AlertWriter.write(report, "cause").text();
        report.remedies().forEach(remedy -> assertThat(text).contains(remedy.title()));
        assertThat(text).contains("It looked, and changed nothing.");
        assertThat(text).doesNotContain("... cut at");
    }

    @ParameterizedTest
    @MethodSource("reports")
    void aStatementIsGivenWholeOrNotAtAll(Report report) {
        String text = AlertWriter.write(report, "cause").text();
        assertThat(text.split("DELETE FROM", -1).length)
                .isEqualTo(text.split("; -- expect", -1).length);
    }

    @Test
    void whatIsNotShownIsCounted() {
        String text =
                AlertWriter.write(report().evidence(tables(5_000, "t", 1)).build(), "").text();
        assertThat(text).containsPattern("\\.\\.\\. and 4[0-9]{3} more columns with sealed values");
        assertThat(AlertWriter.write(report().evidence(unread(5_000, "t")).build(), "").text())
                .containsPattern("\\.\\.\\. and 4[0-9]{3} more tables that were not read");
    }

    @Test
    void subscriptionsCanFilter() {
        Alert alert = AlertWriter.write(report().build(), "the cause");
        assertThat(alert.attributes())
                .containsEntry("severity", "error")
                .containsEntry("verdict", "Rescuable")
                .containsEntry("product", "Spacelift")
                .containsEntry("keyArn", FORMER_KEY.toString())
                .containsEntry("dedupKey", "the cause")
                .hasSize(5);
    }

    @Test
    void noAttributeIsEmpty() {
        Report stranger =
                new Report(
                        DenialBuilder.denial().withoutKey().byNobody().build(),
                        1,
                        "",
                        new Match.Unknown("who?"),
                        Evidence.none("who?"),
                        new Judgement(new Verdict.Stranger("who?"), List.of()),
                        List.of(),
                        Mode.OFF,
                        Instant.EPOCH);
        assertThat(AlertWriter.write(stranger, "cause").attributes())
                .containsOnlyKeys("severity", "verdict", "dedupKey");
    }

    private static int bytes(Alert alert) {
        StringBuilder all = new StringBuilder(alert.text()).append(alert.sms());
        alert.attributes().forEach((name, value) -> all.append(name).append(value));
        String json = all.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return json.replace("\n", "\\n").getBytes(StandardCharsets.UTF_8).length;
    }

    private static Evidence tables(int count, String name, int rows) {
        EvidenceBuilder evidence = EvidenceBuilder.evidence();
        for (int i = 0; i < count; i++) {
            evidence.column(name + i, "secret", sealed(FORMER_KEY), rows);
        }
        return evidence.state(FORMER_KEY, new KeyState.Disabled()).build();
    }

    private static Evidence unread(int count, String name) {
        EvidenceBuilder evidence = EvidenceBuilder.evidence();
        for (int i = 0; i < count; i++) {
            evidence.unread(name + i);
        }
        return evidence.build();
    }

    private static Match formers(int count) {
        return new Match.Former(
                InstallBuilder.current(),
                FORMER_KEY,
                Collections.nCopies(count, InstallBuilder.former()));
    }
}
