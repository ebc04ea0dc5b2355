package io.keymend.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.catalog.ProfileCatalog;
import io.keymend.json.Json;
import io.keymend.profile.Profile;
import io.keymend.testing.LaidOut;
import io.keymend.testing.TruthTable;
import io.keymend.testing.TruthTable.Asking;
import io.keymend.testing.TruthTable.Bird;
import io.keymend.testing.TruthTable.Tables;
import io.keymend.testing.TruthTable.Who;
import io.keymend.verdict.CaseFile;
import io.keymend.verdict.Judge;
import io.keymend.verdict.Judgement;
import io.keymend.verdict.Verdict;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What holds of the verdict and the remedies in every row of the truth table. The expectations
/// know nothing of rules and their order: each says by itself when a verdict is due.
final class TruthTableTest {
    private static final Profile PROFILE =
            ProfileCatalog.load(new Json()).of("spacelift").orElseThrow();
    private static final Instant NOW = Instant.parse("2026-11-20T10:20:00Z");
    private static final Pattern DELETING_SQL =
            Pattern.compile("(?i)\\b(DELETE\\s+FROM|TRUNCATE|DROP\\s+TABLE|UPDATE\\s+\\S+\\s+SET)");

    private record Outcome(Judgement judgement, Map<Mode, List<Remedy>> remedies) {
        Verdict verdict() {
            return judgement.verdict();
        }

        Stream<Remedy> deletions(Mode mode) {
            return remedies.getOrDefault(mode, List.of()).stream().filter(Outcome::deletes);
        }

        private static boolean deletes(Remedy remedy) {
            return remedy.act().deletes()
                    || Stream.of(remedy.commands(), remedy.notes(), remedy.needs())
                            .flatMap(List::stream)
                            .anyMatch(text -> DELETING_SQL.matcher(text).find());
        }
    }

    @Test
    void theTableIsAsLargeAsItsColumnsSay() {
        assertThat(TruthTable.everyRow()).hasSize(8 * 11 * 15 * 3 * 2);
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
        everyRow((row, outcome) -> {
            for (Mode mode : Mode.values()) {
                assertThat(outcome.deletions(mode).count() > 0)
                        .as("%s in mode %s", row, mode)
                        .isEqualTo(isLost(row) || (mode == Mode.PURGE_SUPERSEDED && mayPurge(row)));
            }
        });
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
            for (Mode mode : Mode.values()) {
                if (unsafe && mode != Mode.PURGE_SUPERSEDED) {
                    assertThat(outcome.deletions(mode)).as("%s in mode %s", row, mode).isEmpty();
                } else if (unsafe) {
                    assertThat(outcome.deletions(mode))
                            .as("%s", row)
                            .allSatisfy(remedy -> {
                                assertThat(remedy.act()).isEqualTo(Act.PURGE);
                                assertThat(remedy.needs())
                                        .anyMatch(need -> need.contains("journal"));
                                assertThat(remedy.toString()).doesNotContainPattern(DELETING_SQL);
                            });
                }
            }
        });
    }

    @Test
    void aModeChangesNothingButTheConsentedPurge() {
        everyRow((row, outcome) -> {
            List<Remedy> off = outcome.remedies().getOrDefault(Mode.OFF, List.of());
            outcome.remedies()
                    .forEach((mode, remedies) ->
                            assertThat(remedies)
                                    .as("%s in mode %s", row, mode)
                                    .filteredOn(remedy -> remedy.act() != Act.PURGE)
                                    .isEqualTo(off));
        });
    }

    @Test
    void remediesAreThereAndNoneCostsLessThanTheOneBefore() {
        everyRow((row, outcome) ->
                assertThat(outcome.remedies().values())
                        .allSatisfy(remedies ->
                                assertThat(remedies)
                                        .as("%s", row)
                                        .isNotEmpty()
                                        .isSortedAccordingTo(Comparator.comparing(Remedy::loss))));
    }

    @Test
    void aDeletionThatIsUnderWayIsStoppedFirst() {
        everyRow((row, outcome) -> {
            if (row.key().isBeingDeleted()
                    && row.who().namesAKeyThatCounts()
                    && !(outcome.verdict() instanceof Verdict.NothingStale)) {
                assertThat(outcome.remedies().values())
                        .as("%s", row)
                        .allMatch(remedies ->
                                remedies.getFirst()
                                        .commands()
                                        .getFirst()
                                        .startsWith("aws kms cancel-key-deletion"));
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
                assertThat(outcome.remedies().values())
                        .as("%s", row)
                        .allMatch(remedies ->
                                remedies.stream().allMatch(remedy -> remedy.ruledOut().size() > 1));
            }
        });
    }

    /// Each test makes the outcomes itself, so that mutation testing knows what it covers.
    private static void everyRow(BiConsumer<TruthTable, Outcome> check) {
        TruthTable.everyRow().forEach(row -> check.accept(row, outcome(row)));
    }

    private static Outcome outcome(TruthTable row) {
        CaseFile file = LaidOut.of(row);
        Judgement judgement = Judge.judge(file);
        Map<Mode, List<Remedy>> remedies = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            remedies.put(
                    mode,
                    Ranking.of(
                            judgement.verdict(),
                            new Situation(
                                    file.denial().orElseThrow(),
                                    PROFILE,
                                    file.evidence(),
                                    file.record(),
                                    mode,
                                    NOW)));
        }
        return new Outcome(judgement, remedies);
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
        return isRescuable(row)
                && !isOnlyMisdirected(row)
                && row.bird() == Bird.SINGS
                && row.tables().proveTheRowsOfTheKey();
    }
}
