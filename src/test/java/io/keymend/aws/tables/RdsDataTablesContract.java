package io.keymend.aws.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aws.TablesFixture;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.SealedGroup;
import io.keymend.local.Layout;
import io.keymend.local.SealedTable;
import io.keymend.local.TableChecksum;
import io.keymend.local.Truth;
import io.keymend.localaws.Database;
import io.keymend.localaws.Fault;
import io.keymend.profile.Profile;
import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What is found in tables of every kind of key and encoding, on any engine.
abstract class RdsDataTablesContract extends TablesFixture {
    RdsDataTablesContract(Database server) {
        super(server);
    }

    @Test
    void everyColumnIsCountedAsItWasLaidOut() throws SQLException {
        Layout layout = layOut();
        Map<String, String> before = TableChecksum.of(stack);

        List<ColumnCensus> columns = columns();

        List<Truth> sealed =
                layout.truths().stream()
                        .filter(truth -> truth.former() + truth.current() > 0)
                        .toList();
        assertThat(columns).hasSameSizeAs(sealed);
        sealed.forEach(truth -> agrees(columns, truth));
        assertThat(TableChecksum.of(stack)).isEqualTo(before);
    }

    private Layout layOut() throws SQLException {
        long seed = System.nanoTime();
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        Layout layout = new Layout(stack, new Random(seed));
        for (SealedTable.Key key : SealedTable.Key.values()) {
            layout.add(
                    new SealedTable(
                            "t_" + key.name().toLowerCase(java.util.Locale.ROOT),
                            key,
                            60,
                            List.of(
                                    new SealedTable.Column("a", Encoding.BASE64, 20, 10, 10),
                                    new SealedTable.Column("b", Encoding.HEX, 0, 60, 0),
                                    new SealedTable.Column("c", Encoding.BYTES, 1, 0, 50),
                                    new SealedTable.Column("d", Encoding.BASE64, 0, 0, 60),
                                    new SealedTable.Column("e", Encoding.BYTES, 0, 0, 0))));
        }
        return layout;
    }

    private void agrees(List<ColumnCensus> columns, Truth truth) {
        ColumnCensus column =
                columns.stream()
                        .filter(each ->
                                each.column().table().table().equals(truth.table())
                                        && each.column().column().equals(truth.column()))
                        .findFirst()
                        .orElseThrow();
        assertThat(column.rows()).isEqualTo(truth.rows());
        assertThat(column.empty()).isEqualTo(truth.empty());
        assertThat(column.notSealed()).isEqualTo(truth.plain());
        assertThat(rows(column, former())).isEqualTo(truth.former());
        assertThat(rows(column, current())).isEqualTo(truth.current());
        assertThat(column.groups()).allMatch(group -> hasSample(column, group));
        for (SealedGroup group : column.groups()) {
            if (group.fingerprint().equals(former())) {
                assertThat(shown(column, group)).isEqualTo(truth.formerKeys());
            }
        }
    }

    private static long rows(ColumnCensus column, Fingerprint fingerprint) {
        return column.groups().stream()
                .filter(group -> group.fingerprint().equals(fingerprint))
                .mapToLong(SealedGroup::rows)
                .sum();
    }

    private static List<String> shown(ColumnCensus column, SealedGroup group) {
        return group.first().stream()
                .map(row ->
                        IntStream.range(0, row.values().size())
                                .mapToObj(i ->
                                        column.keyColumns().get(i).name()
                                                + "="
                                                + row.values().get(i))
                                .collect(Collectors.joining(", ")))
                .toList();
    }

    @Test
    void rowsComeInTheKeysOrderAndNumbersNumerically() throws SQLException {
        sql("CREATE TABLE t (b bigint, a bigint, v text, PRIMARY KEY (a, b))");
        for (int i = 150; i > 0; i--) {
            sql("INSERT INTO t VALUES (" + i + ", 7, " + base64() + ")");
        }
        grantAll();

        ColumnCensus column = column();
        assertThat(column.keyColumns())
                .containsExactly(new KeyColumn("a", false), new KeyColumn("b", false));
        assertThat(column.groups().getFirst().rows()).isEqualTo(150);
        assertThat(keys(column.groups().getFirst()))
                .isEqualTo(IntStream.rangeClosed(1, 100).mapToObj(i -> "7," + i).toList());
    }

    @Test
    void aBinaryKeyIsShownInHexadecimal() throws SQLException {
        String type = postgres() ? "bytea" : "binary(3)";
        sql(
                "CREATE TABLE t (id " + type + " PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (" + bytes(new byte[] {-1, 0, 10}) + ", " + base64() + ")",
                "INSERT INTO t VALUES (" + bytes(new byte[] {1, 2, 3}) + ", " + base64() + ")");
        grantAll();

        assertThat(column().keyColumns()).containsExactly(new KeyColumn("id", true));
        assertThat(keys(column().groups().getFirst())).containsExactly("010203", "ff000a");
    }

    @Test
    void onlyTheNewestRowOfManyIsSealedAndIsFound() throws SQLException {
        sql("CREATE TABLE t (id bigint PRIMARY KEY, v text)");
        String plain =
                IntStream.range(0, 2_499)
                        .mapToObj(i -> "(" + i + ", 'plain')")
                        .collect(Collectors.joining(", "));
        sql("INSERT INTO t VALUES " + plain, "INSERT INTO t VALUES (9000, " + base64() + ")");
        grantAll();

        ColumnCensus column = column();
        assertThat(column.rows()).isEqualTo(2_500);
        assertThat(column.notSealed()).isEqualTo(2_499);
        assertThat(keys(column.groups().getFirst())).containsExactly("9000");
    }

    @Test
    void tablesOfMoreColumnsThanOnePageAreAllRead() throws SQLException {
        for (int table = 0; table < 11; table++) {
            String columns =
                    IntStream.range(0, 190)
                            .mapToObj(i -> "a_column_with_a_longish_name_" + i + " text")
                            .collect(Collectors.joining(", "));
            sql("CREATE TABLE t" + table + " (id int PRIMARY KEY, " + columns + ")");
        }
        sql(
                "INSERT INTO t0 (id, a_column_with_a_longish_name_189) VALUES (1, " + hex() + ")",
                "INSERT INTO t10 (id, a_column_with_a_longish_name_0) VALUES (1, " + base64() + ")",
                "INSERT INTO t10 (id, a_column_with_a_longish_name_189) VALUES (2, "
                        + base64()
                        + ")");
        grantAll();

        assertThat(columns())
                .extracting(column -> column.column().table().table() + column.column().column())
                .containsExactly(
                        "t0a_column_with_a_longish_name_189",
                        "t10a_column_with_a_longish_name_0",
                        "t10a_column_with_a_longish_name_189");
    }

    @Test
    void aDatabaseThatCannotBeReadIsUnseen() {
        stack.rdsData()
                .faults()
                .always(
                        "ExecuteStatement",
                        new Fault.Refused(400, "StatementTimeoutException", "timed out"));

        assertThat(inspect(Profile.unknown("a")))
                .isEqualTo(new Inspection.Unseen("StatementTimeoutException: timed out"));
    }

    @Test
    void anEmptyDatabaseIsSeenToHoldNothing() throws SQLException {
        sql("CREATE TABLE t (id int)");
        grantAll();

        assertThat(seen()).isEqualTo(new Inspection.Seen(List.of(), List.of()));
    }
}
