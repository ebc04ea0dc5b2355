package io.keymend.testing;

import io.keymend.denial.Denial;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyRecord;
import io.keymend.install.Match;
import io.keymend.verdict.CaseFile;
import io.keymend.verdict.Judge;
import io.keymend.verdict.Verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A case before the judge, with nothing on record of the keys' lives, unless told otherwise.
public final class CaseBuilder {
    private final Match match;
    private final Evidence evidence;
    private final List<KeyRecord.Deletion> deletions = new ArrayList<>();
    private final List<KeyRecord.AliasMove> moves = new ArrayList<>();
    private Denial denial = DenialBuilder.denial().build();

    private CaseBuilder(Match match, Evidence evidence) {
        this.match = match;
        this.evidence = evidence;
    }

    public static CaseBuilder of(Match match, Evidence evidence) {
        return new CaseBuilder(match, evidence);
    }

    /// What the judge makes of a case without more.
    public static Verdict verdict(Match match, Evidence evidence) {
        return of(match, evidence).verdict();
    }

    public CaseBuilder denial(Denial denial) {
        this.denial = denial;
        return this;
    }

    public CaseBuilder deleted(KeyRecord.Deletion deletion) {
        deletions.add(deletion);
        return this;
    }

    public CaseBuilder moved(KeyRecord.AliasMove move) {
        moves.add(move);
        return this;
    }

    public CaseFile build() {
        return new CaseFile(Optional.of(denial), match, evidence, new KeyRecord(deletions, moves));
    }

    public Verdict verdict() {
        return Judge.judge(build()).verdict();
    }

    /// KMS deleted the former key long ago.
    public static KeyRecord.Deletion deletion() {
        return new KeyRecord.Deletion(
                Ids.FORMER_KEY, Instant.parse("2026-11-19T00:00:00Z"), "event");
    }
}
