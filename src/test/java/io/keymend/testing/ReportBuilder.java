package io.keymend.testing;

import io.keymend.alert.Report;
import io.keymend.denial.Denial;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyRecord;
import io.keymend.evidence.KeyState;
import io.keymend.install.Match;
import io.keymend.profile.Profile;
import io.keymend.remedy.Mode;
import io.keymend.remedy.Ranking;
import io.keymend.remedy.Remedy;
import io.keymend.remedy.Situation;
import io.keymend.verdict.CaseFile;
import io.keymend.verdict.Judge;
import io.keymend.verdict.Judgement;
import io.keymend.verdict.Verdict;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A report as an investigation makes it, of one row that the disabled former key sealed, unless
/// told otherwise.
public final class ReportBuilder {
    private Denial denial = DenialBuilder.denial().build();
    private int denials = 1;
    private Mode mode = Mode.OFF;
    private Instant now = Instant.parse("2026-11-20T10:20:00Z");
    private Match match =
            new Match.Former(
                    InstallBuilder.current(), Ids.FORMER_KEY, List.of(InstallBuilder.former()));
    private Evidence evidence =
            EvidenceBuilder.evidence()
                    .column("oidc_settings", "secret", EvidenceBuilder.sealed(Ids.FORMER_KEY), 1)
                    .state(Ids.FORMER_KEY, new KeyState.Disabled())
                    .build();

    public static ReportBuilder report() {
        return new ReportBuilder();
    }

    public ReportBuilder denial(Denial denial) {
        this.denial = denial;
        return this;
    }

    public ReportBuilder denials(int denials) {
        this.denials = denials;
        return this;
    }

    public ReportBuilder match(Match match) {
        this.match = match;
        return this;
    }

    public ReportBuilder evidence(Evidence evidence) {
        this.evidence = evidence;
        return this;
    }

    public ReportBuilder mode(Mode mode) {
        this.mode = mode;
        return this;
    }

    public ReportBuilder now(Instant now) {
        this.now = now;
        return this;
    }

    public Report build() {
        KeyRecord record = KeyRecord.none();
        Judgement judgement =
                Judge.judge(new CaseFile(Optional.of(denial), match, evidence, record));
        return with(
                judgement,
                Ranking.of(
                        judgement.verdict(),
                        new Situation(
                                denial,
                                Profile.unknown("Spacelift"),
                                evidence,
                                record,
                                mode,
                                now)));
    }

    public Report with(Verdict verdict, List<Remedy> remedies) {
        return with(new Judgement(verdict, List.of()), remedies);
    }

    private Report with(Judgement judgement, List<Remedy> remedies) {
        return new Report(
                denial, denials, "Spacelift", match, evidence, judgement, remedies, mode, now);
    }
}
