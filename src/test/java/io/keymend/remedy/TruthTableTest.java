package io.keymend.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.catalog.ProfileCatalog;
import io.keymend.json.Json;
import io.keymend.profile.Profile;
import io.keymend.remedy.TruthTable.Asking;
import io.keymend.remedy.TruthTable.Bird;
import io.keymend.remedy.TruthTable.Tables;
import io.keymend.remedy.TruthTable.Who;
import io.keymend.testing.DenialBuilder;
import io.keymend.verdict.CaseFile;
import io.keymend.verdict.Judge;
import io.keymend.verdict.Judgement;
import io.keymend.verdict.Verdict;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// What holds of the verdict and the remedies in every row of the truth table. The expectations
/// know nothing of rules and their order: each says by itself when a verdict is due.
final class TruthTableTest {
    private static final Profile PROFILE =
            ProfileCatalog.load(new Json()).of("spacelift").orElseThrow();
    private static final Instant NOW = Instant.parse("2026-11-20T10:20:00Z");
    private static final Pattern DELETING_SQL =
            Pattern.compile("(?i)\\b(DELETE\\s+FROM|TRUNCATE|DROP\\s+TABLE|UPDATE\\s+\\S+\\s+SET)");

    private static final Map<TruthTable, Outcome> OUTCOMES = outcomes();

    private record Outcome(Judgement judgement, List<Remedy> remedies) {
        Verdict verdict() {
            return judgement.verdict();
        }

        boolean deletes() {
            return remedies.stream()
                    .anyMatch(remedy ->
                            remedy.act().deletes()
                                    || DELETING_SQL.matcher(remedy.toString()).find());
        }
    }

    @Test
    void theTableIsAsLargeAsItsColumnsSay() {
        assertThat(TruthTable.everyRow()).hasSize(8 * 11 * 15 * 3 * 2 * 4);
    }

    @Test
    void everyRowHasExactlyOneVerdict() {
        everyRow((row, outcome) -> {
            assertThat(outcome.verdict().getClass()).as("%s", row).isEqualTo(due(row));
            List<Judgement.Step> trace = outcome.judgement().trace();
            assertThat(trace.getLast().met()).as("%s", row).isTrue();
            assertThat(trace).as("%s", row).filteredOn(Judgement.Step::met).hasSize(1);
            assertThat(trace).as("%s", row).allMatch(step -> !step.why().isBlank());
        });
    }

    @Test
    void everyVerdictIsReached() {
        Map<String, Integer> reached = new TreeMap<>();
        everyRow((_, outcome) ->
                reached.merge(outcome.verdict().getClass().getSimpleName(), 1, Integer::sum));
        assertThat(reached.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        List.of(Verdict.class.getPermittedSubclasses()).stream()
                                .map(Class::getSimpleName)
                                .toList());
    }

    @Test
    void rowsAreDeletedExactlyWhereTheyAreLostOrTheOperatorConsented() {
        everyRow((row, outcome) ->
                assertThat(outcome.deletes()).as("%s", row).isEqualTo(isLost(row) || mayPurge(row)));
    }

    @Test
    void nothingIsDeletedWhereItMayStillOpenOrNotAllIsKnownButByConsent() {
        everyRow((row, outcome) -> {
            boolean unsafe =
                    row.key().mayStillOpenItsRows()
                            || row.tables() == Tables.UNREADABLE
                            || row.tables() == Tables.PROBED_AND_ONE_UNREAD
                            || row.bird() != Bird.SINGS
                            || row.who() == Who.A_STRANGER;
            if (unsafe && outcome.deletes()) {
                assertThat(row.mode()).as("%s", row).isEqualTo(Mode.PURGE_SUPERSEDED);
                assertThat(outcome.remedies())
                        .as("%s", row)
                        .filteredOn(remedy -> remedy.act().deletes())
                        .singleElement()
                        .satisfies(remedy -> {
                            assertThat(remedy.act()).isEqualTo(Act.PURGE);
                            assertThat(remedy.needs()).anyMatch(need -> need.contains("journal"));
                            assertThat(remedy.toString()).doesNotContainPattern(DELETING_SQL);
                        });
            }
        });
    }

    @Test
    void remediesAreThereAndNoneCostsLessThanTheOneBefore() {
        everyRow((row, outcome) ->
                assertThat(outcome.remedies())
                        .as("%s", row)
                        .isNotEmpty()
                        .isSortedAccordingTo(Comparator.comparing(Remedy::loss)));
    }

    @Test
    void aDeletionThatIsUnderWayIsStoppedFirst() {
        everyRow((row, outcome) -> {
            if (row.key().isBeingDeleted()
                    && row.who().namesAKeyThatCounts()
                    && !(outcome.verdict() instanceof Verdict.NothingStale)) {
                assertThat(outcome.remedies().getFirst().commands().getFirst())
                        .as("%s", row)
                        .startsWith("aws kms cancel-key-deletion");
            }
        });
    }

    @Test
    void aDeniedCurrentKeyIsNeverSpokenOfInWordsOfDeleting() {
        everyRow((row, outcome) -> {
            if (row.who() == Who.THE_CURRENT_KEY) {
                assertThat(outcome.remedies().toString())
                        .as("%s", row)
                        .doesNotContainIgnoringCase("delet")
                        .contains("kms:Decrypt");
            }
        });
    }

    @Test
    void whatLosesAnythingForGoodSaysWhyNothingBetterIsPossible() {
        everyRow((row, outcome) -> {
            if (outcome.verdict() instanceof Verdict.Lost) {
                assertThat(outcome.remedies())
                        .as("%s", row)
                        .allMatch(remedy -> remedy.ruledOut().size() > 1);
            }
        });
    }

    private static void everyRow(BiConsumer<TruthTable, Outcome> check) {
        OUTCOMES.forEach(check);
    }

    private static Map<TruthTable, Outcome> outcomes() {
        Map<TruthTable, Outcome> outcomes = new LinkedHashMap<>();
        TruthTable.everyRow().forEach(row -> outcomes.put(row, outcome(row)));
        return outcomes;
    }

    private static Outcome outcome(TruthTable row) {
        CaseFile file = LaidOut.of(row);
        Judgement judgement = Judge.judge(file);
        Situation situation =
                new Situation(
                        DenialBuilder.denial().build(),
                        PROFILE,
                        file.evidence(),
                        file.record(),
                        row.mode(),
                        NOW);
        return new Outcome(judgement, Ranking.of(judgement.verdict(), situation));
    }

    private static Class<? extends Verdict> due(TruthTable row) {
        return switch (row.who()) {
            case A_STRANGER -> Verdict.Stranger.class;
            case ONE_OF_TWO -> Verdict.Unclear.class;
            case THE_MASTER_KEY -> Verdict.NotTheDatabase.class;
            case THE_CURRENT_KEY -> Verdict.AccessMissing.class;
            case A_FORMER_KEY,
                    NO_KEY_NAMED,
                    A_FORMER_KEY_OF_ANOTHER_ACCOUNT,
                    A_FORMER_KEY_OF_MANY_REGIONS -> {
                if (isLost(row)) {
                    yield Verdict.Lost.class;
                }
                if (isOnlyMisdirected(row)) {
                    yield Verdict.Misdirected.class;
                }
                if (isRescuable(row)) {
                    yield Verdict.Rescuable.class;
                }
                yield row.tables() == Tables.FINE && row.bird() != Bird.IS_DEAD
                        ? Verdict.NothingStale.class
                        : Verdict.Unclear.class;
            }
        };
    }

    /// The whole of what has to hold before anything is called lost.
    private static boolean isLost(TruthTable row) {
        return row.who().livesInOnePlaceOfItsHolder()
                && row.tables().areProvedThroughout()
                && row.bird() == Bird.SINGS
                && (row.key() == TruthTable.Key.DELETED_ON_RECORD
                        || (row.key() == TruthTable.Key.NOT_FOUND
                                && row.asking() == Asking.KMS_ANSWERS_IN_THIS_PLACE));
    }

    /// Whether some row may open with some key, and the current key is not known to be at fault.
    private static boolean isRescuable(TruthTable row) {
        boolean formerMayOpen =
                row.key().mayStillOpenItsRows()
                        && (row.tables().holdRowsOfTheKey()
                                || (row.tables().holdStrangeRows()
                                        && row.who().namesAKeyThatCounts()));
        return row.who().isAboutTables()
                && row.bird() != Bird.IS_DEAD
                && (formerMayOpen || row.tables() == Tables.ALSO_OF_A_DISABLED_KEY);
    }

    private static boolean isOnlyMisdirected(TruthTable row) {
        return row.key() == TruthTable.Key.ENABLED_BUT_ITS_ALIAS_MOVED
                && row.tables().holdRowsOfTheKey()
                && row.bird() != Bird.IS_DEAD;
    }

    /// The one case in which rows go that a key may still open.
    private static boolean mayPurge(TruthTable row) {
        return row.mode() == Mode.PURGE_SUPERSEDED
                && isRescuable(row)
                && !isOnlyMisdirected(row)
                && row.bird() == Bird.SINGS
                && row.tables().proveTheRowsOfTheKey();
    }
}
