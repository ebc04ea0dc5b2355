package io.keymend.verdict;

import static io.keymend.testing.EvidenceBuilder.evidence;
import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.InstallBuilder.current;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.Sealer;
import io.keymend.install.Install;
import io.keymend.install.KeyRole;
import io.keymend.install.Match;
import io.keymend.testing.CaseBuilder;
import io.keymend.testing.DenialBuilder;
import io.keymend.testing.InstallBuilder;
import io.keymend.testing.LaidOut;
import io.keymend.testing.TruthTable;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// No rule is there for nothing: without it, some case is judged otherwise.
final class RulesTest {
    private static final KeyArn FAR =
            new KeyArn("aws", "us-east-1", CURRENT_KEY.account(), CURRENT_KEY.id());
    private static final Install FAR_AWAY =
            new InstallBuilder("far").key(FAR, KeyRole.DATA).build();
    private static final List<CaseFile> CASES = cases();

    private static List<CaseFile> cases() {
        Evidence there =
                evidence()
                        .state(FAR, new KeyState.Enabled())
                        .column("a", "x", new Sealer.Current(FAR, Sealer.Proof.PROBE), 3)
                        .build();
        Evidence nowhere = evidence().state(CURRENT_KEY, new KeyState.Missing()).build();
        return Stream.concat(
                        TruthTable.everyRow().stream().map(LaidOut::of),
                        Stream.of(
                                CaseBuilder.of(new Match.Current(FAR_AWAY, FAR, List.of()), there)
                                        .build(),
                                CaseBuilder.of(new Match.KeyUnnamed(FAR_AWAY, List.of()), there)
                                        .denial(DenialBuilder.denial().withoutKey().build())
                                        .build(),
                                CaseBuilder.of(
                                                new Match.Current(
                                                        current(), CURRENT_KEY, List.of()),
                                                nowhere)
                                        .build()))
                .toList();
    }

    static Stream<String> names() {
        return Rules.inOrder().stream().map(Rule::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void withoutItSomeCaseIsJudgedOtherwise(String rule) {
        List<Rule> rules = Rules.inOrder();
        List<Rule> fewer = rules.stream().filter(other -> !other.name().equals(rule)).toList();
        assertThat(fewer).hasSize(rules.size() - 1);
        assertThat(
                        CASES.stream()
                                .anyMatch(
                                        file -> !verdict(file, fewer).equals(verdict(file, rules))))
                .isTrue();
    }

    private static Verdict verdict(CaseFile file, List<Rule> rules) {
        List<Rule> ended = new ArrayList<>(rules);
        ended.add(new Rule("none", "", facts -> facts.unclear("no rule decides"), ""));
        return Judge.judge(file, ended).verdict();
    }
}
