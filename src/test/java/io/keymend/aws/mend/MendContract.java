package io.keymend.aws.mend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.evidence.RowKey;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.mend.Action;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.ChunkOutcome.Reason;
import io.keymend.mend.ChunkOutcome.Skipped;
import io.keymend.mend.JournalEntry;
import io.keymend.mend.MendFailed;
import io.keymend.mend.Mended;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.RestoreOutcome;
import io.keymend.mend.RestoreOutcome.Conflict;
import io.keymend.mend.RowMender;
import io.keymend.mend.Target;
import io.keymend.remedy.Permit;
import io.keymend.remedy.Permits;
import io.keymend.remedy.PlanId;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Purging, resetting and putting back, on any engine.
abstract class MendContract extends MendFixture {
    private static final Permit OTHER = Permits.of(new PlanId("cd".repeat(32)));

    MendContract(Database server) {
        super(server);
    }

    private Target threeStale(Action action) throws SQLException {
        given(
                "CREATE TABLE t (id bigint PRIMARY KEY, v text, note text, UNIQUE (id, v(9)))"
                        .replace(postgres() ? ", UNIQUE (id, v(9))" : "", ""),
                "INSERT INTO t VALUES (1, %s, 'a'), (2, %s, NULL), (3, %s, 'c'), (4, %s, 'fine')"
                        .formatted(base64(), base64(), base64(), current64()));
        return target("t", "v", action, "id");
    }

    private String current64() {
        return "'" + Base64.getEncoder().encodeToString(blob(Story.CURRENT_KEY)) + "'";
    }

    @Test
    void whatThePlanDoesNotNameStays() throws SQLException {
        Target target = threeStale(DELETE);
        List<PlannedRow> rows = stale(target);

        assertThat(mender().apply(PERMIT, target, rows.subList(0, 2)))
                .isEqualTo(new ChunkOutcome(2, 0, List.of()));
        assertThat(asked("SELECT sum(id) FROM t")).isEqualTo(7);
    }

    @Test
    void rowsThatMovedOrWentAreSkipped() throws SQLException {
        Target target = threeStale(DELETE);
        List<PlannedRow> rows = stale(target);
        sql("UPDATE t SET v = " + current64() + " WHERE id = 2", "DELETE FROM t WHERE id = 3");

        ChunkOutcome outcome = mender().apply(PERMIT, target, rows);
        assertThat(outcome.changed()).isEqualTo(1);
        assertThat(outcome.skipped())
                .extracting(Skipped::key, Skipped::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(key("2"), Reason.MOVED),
                        org.assertj.core.groups.Tuple.tuple(key("3"), Reason.GONE));
        assertThat(asked("SELECT sum(id) FROM t")).isEqualTo(6);
        assertThat(
                        asked(
                                "SELECT count(*) FROM keymend.journal j JOIN keymend.mend m ON m.id"
                                        + " = j.mend WHERE m.plan = '"
                                        + PLAN
                                        + "'"))
                .isEqualTo(1);
    }

    @Test
    void aValueThatBecameNullHasMoved() throws SQLException {
        Target target = threeStale(DELETE);
        List<PlannedRow> rows = stale(target);
        sql("UPDATE t SET v = NULL WHERE id = 1");

        assertThat(mender().apply(PERMIT, target, rows).skipped())
                .extracting(Skipped::reason)
                .containsExactly(Reason.MOVED);
    }

    @Test
    void aChunkAppliedAgainChangesNothing() throws SQLException {
        Target target = threeStale(DELETE);
        List<PlannedRow> rows = stale(target);
        mender().apply(PERMIT, target, rows);
        sql("INSERT INTO t VALUES (2, " + base64() + ", 'made anew')");

        assertThat(mender().apply(PERMIT, target, rows))
                .isEqualTo(new ChunkOutcome(0, 3, List.of()));
        assertThat(asked("SELECT count(*) FROM t")).isEqualTo(2);
    }

    @Test
    void aRestoredRowIsNotMendedAgainByItsPlan() throws SQLException {
        Target target = threeStale(DELETE);
        List<PlannedRow> rows = stale(target);
        mender().apply(PERMIT, target, rows);
        restore(target, rows);

        assertThat(mender().apply(PERMIT, target, rows).skipped())
                .extracting(Skipped::reason)
                .containsOnly(Reason.RESTORED)
                .hasSize(3);
        assertThat(mender().apply(OTHER, target, rows).changed()).isEqualTo(3);
    }

    @Test
    void restoringTwiceIsRestoringOnce() throws SQLException {
        Target target = threeStale(DELETE);
        List<PlannedRow> rows = stale(target);
        List<String> before = dump("t");
        mender().apply(PERMIT, target, rows);
        restore(target, rows);

        assertThat(restore(target, rows)).isEqualTo(new RestoreOutcome(0, 3, List.of()));
        sql("DELETE FROM t WHERE id = 1");
        assertThat(restore(target, rows)).isEqualTo(new RestoreOutcome(0, 3, List.of()));
        assertThat(dump("t")).hasSizeLessThan(before.size());
    }

    @Test
    void aRowThatIsThereAgainIsAConflict() throws SQLException {
        Target target = threeStale(DELETE);
        List<PlannedRow> rows = stale(target);
        mender().apply(PERMIT, target, rows);
        sql("INSERT INTO t VALUES (2, 'made anew', 'mine')");

        RestoreOutcome outcome = restore(target, rows);
        assertThat(outcome.restored()).isEqualTo(2);
        assertThat(outcome.conflicts())
                .extracting(Conflict::key, Conflict::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                key("2"), RestoreOutcome.Reason.EXISTS));
        assertThat(asked("SELECT count(*) FROM t WHERE v = 'made anew' AND note = 'mine'"))
                .isEqualTo(1);
        assertThat(asked("SELECT count(*) FROM t")).isEqualTo(4);
    }

    @Test
    void aUniqueValueThatIsTakenIsAConflictAndTheOthersComeBack() throws SQLException {
        given(
                "CREATE TABLE t (id int PRIMARY KEY, v text, u varchar(9) UNIQUE)",
                "INSERT INTO t VALUES (1, %s, 'a'), (2, %s, 'b'), (3, %s, NULL)"
                        .formatted(base64(), base64(), base64()));
        Target target = target("t", "v", DELETE, "id");
        List<PlannedRow> rows = stale(target);
        mender().apply(PERMIT, target, rows);
        sql("INSERT INTO t VALUES (9, 'x', 'b')");

        RestoreOutcome outcome = restore(target, rows);
        assertThat(outcome.restored()).isEqualTo(2);
        assertThat(outcome.conflicts())
                .extracting(Conflict::key, Conflict::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(key("2"), RestoreOutcome.Reason.TAKEN));
    }

    @Test
    void aRowWhoseParentIsGoneIsAConflictAndTheOthersComeBack() throws SQLException {
        given(
                "CREATE TABLE p (id int PRIMARY KEY)",
                "INSERT INTO p VALUES (1), (2)",
                "CREATE TABLE t (id int PRIMARY KEY, v text, p int, FOREIGN KEY (p) REFERENCES p"
                        + " (id))",
                "INSERT INTO t VALUES (1, %s, 1), (2, %s, 2), (3, %s, 1)"
                        .formatted(base64(), base64(), base64()));
        Target target = target("t", "v", DELETE, "id");
        List<PlannedRow> rows = stale(target);
        mender().apply(PERMIT, target, rows);
        sql("DELETE FROM p WHERE id = 2");

        RestoreOutcome outcome = restore(target, rows);
        assertThat(outcome.restored()).isEqualTo(2);
        assertThat(outcome.conflicts()).extracting(Conflict::key).containsExactly(key("2"));
    }

    @Test
    void singleRowsAreRestoredAndStrangersAreNot() throws SQLException {
        Target target = threeStale(DELETE);
        mender().apply(PERMIT, target, stale(target));

        RestoreOutcome outcome =
                mender().restore(PERMIT, target.column(), List.of(key("3"), key("4"), key("99")));
        assertThat(outcome.restored()).isEqualTo(1);
        assertThat(outcome.conflicts())
                .extracting(Conflict::reason)
                .containsOnly(RestoreOutcome.Reason.NOT_JOURNALED);
        assertThat(mender().restore(OTHER, target.column(), List.of(key("1"))).conflicts())
                .extracting(Conflict::reason)
                .containsExactly(RestoreOutcome.Reason.NOT_JOURNALED);
        assertThat(asked("SELECT sum(id) FROM t")).isEqualTo(7);
    }

    @Test
    void aResetChangesOnlyItsColumnAndCanBeUndone() throws SQLException {
        Target target = threeStale(TO_NULL);
        List<PlannedRow> rows = stale(target);
        List<String> before = dump("t");

        assertThat(mender().apply(PERMIT, target, rows))
                .isEqualTo(new ChunkOutcome(3, 0, List.of()));
        assertThat(asked("SELECT count(*) FROM t WHERE v IS NULL")).isEqualTo(3);
        assertThat(mender().apply(PERMIT, target, rows))
                .isEqualTo(new ChunkOutcome(0, 3, List.of()));
        sql("UPDATE t SET note = 'written since' WHERE id = 1");
        assertThat(restore(target, rows)).isEqualTo(new RestoreOutcome(3, 0, List.of()));
        assertThat(asked("SELECT count(*) FROM t WHERE note = 'written since'")).isEqualTo(1);
        sql("UPDATE t SET note = 'a' WHERE id = 1");
        assertThat(dump("t")).isEqualTo(before);
    }

    @Test
    void aValueWrittenSinceItsResetIsAConflict() throws SQLException {
        Target target = threeStale(new Action.Reset(Optional.of("{}")));
        List<PlannedRow> rows = stale(target);
        mender().apply(PERMIT, target, rows);
        assertThat(asked("SELECT count(*) FROM t WHERE v = '{}'")).isEqualTo(3);
        sql("UPDATE t SET v = 'new' WHERE id = 1", "DELETE FROM t WHERE id = 2");

        RestoreOutcome outcome = restore(target, rows);
        assertThat(outcome.restored()).isEqualTo(1);
        assertThat(outcome.conflicts())
                .extracting(Conflict::key, Conflict::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                key("1"), RestoreOutcome.Reason.CHANGED),
                        org.assertj.core.groups.Tuple.tuple(key("2"), RestoreOutcome.Reason.GONE));
        assertThat(asked("SELECT count(*) FROM t WHERE v = 'new'")).isEqualTo(1);
    }

    @Test
    void rowsThatOthersReferToAreRefusedWhateverTheForeignKeyDoes() throws SQLException {
        given(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (1, %s), (2, %s)".formatted(base64(), base64()),
                "CREATE TABLE child (id int PRIMARY KEY, t int, FOREIGN KEY (t) REFERENCES t (id)"
                        + " ON DELETE CASCADE)",
                "INSERT INTO child VALUES (1, 2), (2, 2)");
        Target target = target("t", "v", DELETE, "id");
        List<PlannedRow> rows = stale(target);

        assertThatThrownBy(() -> mender().apply(PERMIT, target, rows))
                .isInstanceOf(MendFailed.Refused.class)
                .hasMessageContaining("2 rows of")
                .hasMessageContaining("ON DELETE CASCADE");
        assertThat(asked("SELECT count(*) FROM t")).isEqualTo(2);
        assertThat(asked("SELECT count(*) FROM child")).isEqualTo(2);
        assertThat(finder().dependants(table("t")))
                .hasSize(1)
                .allSatisfy(dependant -> {
                    assertThat(dependant.table().table()).isEqualTo("child");
                    assertThat(dependant.columns()).containsExactly("t");
                    List<RowKey> keys = rows.stream().map(PlannedRow::key).toList();
                    assertThat(finder().referring(dependant, target, keys)).isEqualTo(2);
                });
        assertThat(mender().apply(PERMIT, target, rows.subList(0, 1)).changed()).isEqualTo(1);
    }

    @Test
    void aTableWithATriggerIsRefused() throws SQLException {
        given("CREATE TABLE t (id int PRIMARY KEY, v text)", "CREATE TABLE log (id int)");
        sql("INSERT INTO t VALUES (1, " + base64() + ")");
        sql(
                postgres()
                        ? "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN"
                                + " OLD; END'"
                        : "SELECT 1",
                postgres()
                        ? "CREATE TRIGGER tr BEFORE DELETE ON t FOR EACH ROW EXECUTE FUNCTION f()"
                        : "CREATE TRIGGER tr BEFORE DELETE ON t FOR EACH ROW INSERT INTO log VALUES"
                                + " (OLD.id)");
        Target reset = target("t", "v", TO_NULL, "id");
        List<PlannedRow> rows = stale(reset);

        assertThatThrownBy(() -> mender().apply(PERMIT, target("t", "v", DELETE, "id"), rows))
                .isInstanceOf(MendFailed.Refused.class)
                .hasMessageContaining("trigger tr would run");
        assertThat(asked("SELECT count(*) FROM t")).isEqualTo(1);
        assertThat(mender().apply(PERMIT, reset, rows).changed()).isEqualTo(1);
    }

    @Test
    void aColumnThatCannotBeMendedIsRefused() throws SQLException {
        given("CREATE TABLE t (id varchar(200) PRIMARY KEY, n int, v text)");

        assertThat(finder().obstacles(target("t", "n", DELETE, "id")))
                .anyMatch(what -> what.contains("neither text nor bytes"));
        assertThat(finder().obstacles(target("t", "id", TO_NULL, "id")))
                .anyMatch(what -> what.contains("belongs to the primary key"));
        assertThat(finder().obstacles(target("t", "gone", DELETE, "id")))
                .anyMatch(what -> what.contains("no column gone"));
        assertThat(finder().obstacles(target("t", "v", DELETE, "n")))
                .anyMatch(what -> what.contains("primary key is not the planned one"));
        assertThat(finder().obstacles(target("nowhere", "v", DELETE, "id")))
                .anyMatch(what -> what.contains("no such table"));
        assertThat(finder().obstacles(target("t", "v", DELETE, "id"))).isEmpty();
    }

    @Test
    void aTableThatWasAlteredMeanwhileIsRefused() throws SQLException {
        Target target = threeStale(DELETE);
        List<PlannedRow> rows = stale(target);
        mender().apply(PERMIT, target, rows.subList(0, 1));
        sql("ALTER TABLE t ADD extra int");

        assertThatThrownBy(() -> mender().apply(PERMIT, target, rows.subList(1, 3)))
                .isInstanceOf(MendFailed.Refused.class)
                .hasMessageContaining("other columns");
        assertThat(restore(target, rows.subList(0, 1)).restored()).isEqualTo(1);
        sql("UPDATE t SET extra = 0");
        assertThat(asked("SELECT count(*) FROM t WHERE extra = 0")).isEqualTo(4);
    }

    @Test
    void withoutAJournalNothingIsChanged() throws SQLException {
        sql(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (1, " + base64() + ")");
        grantAll();
        stack.allowMending();
        Target target = target("t", "v", DELETE, "id");

        assertThatThrownBy(() -> apply(target))
                .isInstanceOf(MendFailed.Refused.class)
                .hasMessageContaining("has the journal been created");
        assertThat(asked("SELECT count(*) FROM t")).isEqualTo(1);
    }

    @Test
    void pagesGoThroughALargeTableInKeyOrder() throws SQLException {
        given("CREATE TABLE t (a int, b varchar(700), v text, PRIMARY KEY (a, b))");
        String value = base64();
        for (int from = 0; from < 4_500; from += 500) {
            String rows =
                    IntStream.range(from, from + 500)
                            .mapToObj(i ->
                                    "(%d, '%s%d', %s)"
                                            .formatted(
                                                    i % 7,
                                                    "k".repeat(i % 3 == 0 ? 600 : 1),
                                                    i,
                                                    i % 10 == 0 ? "'plain'" : value))
                            .collect(java.util.stream.Collectors.joining(", "));
            sql("INSERT INTO t VALUES " + rows);
        }
        Target target = target("t", "v", DELETE, "a", "b");
        List<PlannedRow> rows = stale(target);

        assertThat(rows).hasSize(4_050).doesNotHaveDuplicates();
        assertThat(rows)
                .extracting(row -> Integer.valueOf(row.key().values().getFirst()))
                .isSorted();
        for (int from = 0; from < rows.size(); from += RowMender.MOST_ROWS) {
            List<PlannedRow> chunk =
                    rows.subList(from, Math.min(rows.size(), from + RowMender.MOST_ROWS));
            assertThat(mender().apply(PERMIT, target, chunk).changed()).isEqualTo(chunk.size());
        }
        assertThat(asked("SELECT count(*) FROM t")).isEqualTo(450);
        assertThat(finder().count(table("t"))).isEqualTo(450);
    }

    @Test
    void theJournalIsListedInPages() throws SQLException {
        given("CREATE TABLE t (id int PRIMARY KEY, v text)");
        String value = base64();
        sql(
                "INSERT INTO t VALUES "
                        + IntStream.range(0, 450)
                                .mapToObj(i -> "(" + i + ", " + value + ")")
                                .collect(java.util.stream.Collectors.joining(", ")));
        Target target = target("t", "v", DELETE, "id");
        List<PlannedRow> rows = stale(target);
        mender().apply(PERMIT, target, rows);
        mender().restore(PERMIT, target.column(), List.of(key("17")));

        assertThat(mender().mended(PLAN))
                .containsExactly(new Mended(target.column(), Mended.Kind.DELETED, 450, 1));
        List<JournalEntry> entries = new java.util.ArrayList<>();
        Optional<JournalEntry> last = Optional.empty();
        boolean more = true;
        while (more) {
            var page = mender().journal(PLAN, target.column(), last);
            entries.addAll(page.entries());
            last = Optional.of(entries.getLast());
            more = !page.isLast();
        }
        assertThat(entries)
                .extracting(entry -> new PlannedRow(entry.key(), entry.digest()))
                .containsExactlyInAnyOrderElementsOf(rows);
        assertThat(entries)
                .filteredOn(entry -> entry.restoredAt().isPresent())
                .extracting(JournalEntry::key)
                .containsExactly(key("17"));
    }

    @Test
    void noAnswerHoldsAValue() throws SQLException {
        Target target = threeStale(DELETE);
        String value = base64();
        sql("UPDATE t SET v = " + value);

        String told = apply(target) + " " + stale(target) + mender().mended(PLAN);
        assertThat(told).doesNotContain(value.substring(1, 60));
    }

    @Test
    void whatATransactionWritesBesideThePlanIsSeen() throws SQLException {
        given(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')",
                "CREATE TABLE other (id int PRIMARY KEY, v text)",
                "INSERT INTO other VALUES (1, 'a')");
        MendChanges changes = MendChanges.of(stack.engine());
        String other = MendSql.of(stack.engine()).table(table("other"));
        String table = MendSql.of(stack.engine()).table(table("t"));

        api(Story.MENDER_SECRET)
                .inTransaction(transaction -> {
                    MendChanges.Witness witness = changes.witness(transaction);
                    transaction.update("DELETE FROM " + table + " WHERE id < 3");
                    assertThat(witness.disagreement(MendChanges.Written.DELETED, 1)).isPresent();
                    assertThat(witness.disagreement(MendChanges.Written.UPDATED, 2)).isPresent();
                    MendChanges.Witness later = changes.witness(transaction);
                    transaction.update("UPDATE " + table + " SET v = 'x'");
                    transaction.update("UPDATE " + other + " SET v = 'x'");
                    transaction.update("DELETE FROM " + other);
                    assertThat(later.disagreement(MendChanges.Written.UPDATED, 1)).isPresent();
                    return true;
                });
    }
}
