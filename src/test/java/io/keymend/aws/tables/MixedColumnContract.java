package io.keymend.aws.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aws.TablesFixture;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.OtherValues;
import io.keymend.evidence.SealedGroup;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.profile.Profile;
import io.keymend.seal.Format;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/// A column whose values have every size, encoding and fault has exact counts all the same, however
/// large the table is.
abstract class MixedColumnContract extends TablesFixture {
    private static final int LONG = 60_000;

    private final Random random = new Random(20_261_120L);
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Long> truth = new LinkedHashMap<>();

    MixedColumnContract(Database server) {
        super(server);
    }

    /// Adds rows of one kind, and what a census must say of them.
    private void rows(int count, String kind, Supplier<String> value) {
        truth.merge(kind, (long) count, Long::sum);
        for (int i = 0; i < count; i++) {
            texts.add(value.get());
        }
    }

    private void layOut(int scale) {
        String former = "sealed " + former();
        String current = "sealed " + current();
        rows(11 * scale, former, () -> base64(Story.FORMER_KEY));
        rows(13 * scale, current, () -> base64(Story.CURRENT_KEY));
        rows(6, former, () -> url(Story.FORMER_KEY));
        rows(4, current, () -> unpadded(Story.CURRENT_KEY));
        rows(3, former, () -> "\\x" + HexFormat.of().formatHex(blob(Story.FORMER_KEY)));
        rows(3, former, () -> HexFormat.of().withUpperCase().formatHex(blob(Story.FORMER_KEY)));
        rows(2, current, () -> "  " + base64(Story.CURRENT_KEY) + "\n");
        rows(3, former, () -> broken(Story.FORMER_KEY));
        rows(4, former, () -> document("{\"ct\":\"" + noise(LONG) + "\",\"key\":\"", "\"}"));
        rows(2, former, () -> document("{\"key\":\"", "\",\"ct\":\"" + noise(LONG) + "\"}"));
        rows(2, former, () -> noise(LONG / 2) + ":" + base64(Story.FORMER_KEY) + ":" + noise(9));
        rows(5, former, () -> "v1." + base64(Story.FORMER_KEY) + ".bm9uY2U.Y3Q");
        rows(3, "TEXT", () -> prose(LONG));
        rows(2, "damaged KMS_BLOB", () -> base64(Story.FORMER_KEY).substring(0, 100));
        rows(2 * scale, "TEXT", () -> prose(300));
        rows(2, "UUID", () -> new java.util.UUID(random.nextLong(), random.nextLong()).toString());
        rows(2, "VAULT_TRANSIT", () -> "vault:v1:" + noise(60));
        rows(5 * scale, "EMPTY", () -> "");
        Collections.shuffle(texts, random);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 300})
    void everyKindOfTextIsCountedExactly(int scale) throws SQLException {
        layOut(scale);
        sql("CREATE TABLE mixed (id int PRIMARY KEY, v " + longText() + ")");
        insert(texts, 7 * scale);
        grantAll();

        ColumnCensus column = column();
        assertThat(column.rows()).isEqualTo(texts.size() + 7L * scale);
        assertThat(column.empty()).isEqualTo(7L * scale);
        assertThat(counts(column)).containsExactlyInAnyOrderEntriesOf(truth);
    }

    @Test
    void longBytesAreReadByTheirBeginning() throws SQLException {
        sql("CREATE TABLE mixed (id int PRIMARY KEY, v " + longBytes() + ")");
        try (Connection connection = admin();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO mixed VALUES (?, ?)")) {
            int id = 0;
            for (int i = 0; i < 40; i++) {
                bytes(insert, id++, blob(Story.FORMER_KEY));
                bytes(insert, id++, tink(blob(Story.CURRENT_KEY)));
                bytes(insert, id++, randomBytes(LONG));
                bytes(insert, id++, new byte[0]);
            }
        }
        grantAll();

        assertThat(counts(column()))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "sealed " + former(),
                                40L,
                                "sealed " + current(),
                                40L,
                                "UNKNOWN",
                                40L,
                                "EMPTY",
                                40L));
    }

    /// A column that holds envelopes and nothing else is found by its sample.
    @Test
    void aColumnOfEnvelopesIsFoundAndItsRowsAreNamed() throws SQLException {
        rows(30, "sealed " + former(), () -> document("{\"key\":\"", "\",\"ct\":\"AA\"}"));
        sql("CREATE TABLE mixed (id int PRIMARY KEY, v " + longText() + ")");
        insert(texts, 0);
        grantAll();

        SealedGroup group = column().groups().getFirst();
        assertThat(group.format()).isEqualTo(Format.JSON_ENVELOPE);
        assertThat(group.first()).hasSize(30);
        assertThat(group.first().getFirst().values()).containsExactly("0");
        assertThat(group.sample(former())).isPresent();
    }

    @Test
    void documentsInAJsonColumnAreRead() throws SQLException {
        sql("CREATE TABLE mixed (id int PRIMARY KEY, v json)");
        rows(9, "sealed " + former(), () -> document("{\"a\": [\"", "\"]}"));
        insert(texts, 2);
        grantAll();

        assertThat(counts(column())).isEqualTo(truth);
        assertThat(column().empty()).isEqualTo(2);
    }

    /// Only the row's key tells two pages apart, and there is none.
    @Test
    void aTableWithoutAKeyThatNeedsManyPagesIsUnread() throws SQLException {
        rows(300, "", () -> document("{\"key\":\"", "\"}"));
        sql("CREATE TABLE mixed (id int, v " + longText() + ")");
        insert(texts, 0);
        grantAll();

        assertThat(seen().unread())
                .singleElement()
                .satisfies(unread -> assertThat(unread.why()).contains("no primary key"));
    }

    @Test
    void whatIsNotReadInTimeIsUnread() throws SQLException {
        rows(300, "", () -> document("{\"key\":\"", "\"}"));
        sql("CREATE TABLE mixed (id int PRIMARY KEY, v " + longText() + ")");
        insert(texts, 0);
        grantAll();

        int[] asked = {0};
        assertThat(inspect(Profile.unknown("spacelift"), () -> asked[0]++ > 0))
                .isInstanceOfSatisfying(
                        Inspection.Seen.class,
                        seen ->
                                assertThat(seen.unread())
                                        .singleElement()
                                        .satisfies(unread ->
                                                assertThat(unread.why())
                                                        .contains("no time was left")));
    }

    private Map<String, Long> counts(ColumnCensus column) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (SealedGroup group : column.groups()) {
            counts.merge("sealed " + group.fingerprint(), group.rows(), Long::sum);
        }
        for (OtherValues other : column.others()) {
            counts.merge(
                    (other.damaged() ? "damaged " : "") + other.format(), other.rows(), Long::sum);
        }
        return counts;
    }

    private void insert(List<String> values, int nulls) throws SQLException {
        try (Connection connection = admin()) {
            connection.setAutoCommit(false);
            String sql =
                    postgres()
                            ? "INSERT INTO mixed VALUES (?, CAST(? AS " + type(connection) + "))"
                            : "INSERT INTO mixed VALUES (?, ?)";
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.size() + nulls; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, i < values.size() ? values.get(i) : null);
                    insert.addBatch();
                    if (i % 500 == 499) {
                        insert.executeBatch();
                    }
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }

    private static String type(Connection connection) throws SQLException {
        try (var columns = connection.getMetaData().getColumns(null, null, "mixed", "v")) {
            columns.next();
            return columns.getString("TYPE_NAME");
        }
    }

    private static void bytes(PreparedStatement insert, int id, byte[] value) throws SQLException {
        insert.setInt(1, id);
        insert.setBytes(2, value);
        insert.executeUpdate();
    }

    private Connection admin() throws SQLException {
        return stack.server().admin(stack.productDatabase());
    }

    private String longText() {
        return postgres() ? "text" : "longtext";
    }

    private String longBytes() {
        return postgres() ? "bytea" : "longblob";
    }

    private String base64(String key) {
        return Base64.getEncoder().encodeToString(blob(key));
    }

    private String url(String key) {
        return Base64.getUrlEncoder().encodeToString(blob(key));
    }

    private String unpadded(String key) {
        return Base64.getEncoder().withoutPadding().encodeToString(blob(key));
    }

    private String broken(String key) {
        return Base64.getMimeEncoder(40, new byte[] {'\n'}).encodeToString(blob(key));
    }

    private String document(String before, String after) {
        return before + base64(Story.FORMER_KEY) + after;
    }

    private byte[] tink(byte[] blob) {
        byte[] payload = randomBytes(LONG);
        return java.nio.ByteBuffer.allocate(4 + blob.length + payload.length)
                .putInt(blob.length)
                .put(blob)
                .put(payload)
                .array();
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String noise(int length) {
        return Base64.getEncoder().encodeToString(randomBytes(length / 4 * 3));
    }

    private static String prose(int length) {
        return "Der Schlüssel liegt unter der Matte, wie immer. ".repeat(length / 48 + 1);
    }
}
