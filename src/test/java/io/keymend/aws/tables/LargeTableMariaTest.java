package io.keymend.aws.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keymend.aws.TablesFixture;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.SealedGroup;
import io.keymend.local.Story;
import io.keymend.localaws.MariaDatabase;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;
import java.util.Base64;

/// The count of a large table brings a value of each group along, so that nobody has to scan the
/// table again to ask KMS about it.
final class LargeTableMariaTest extends TablesFixture {
    LargeTableMariaTest() {
        super(MariaDatabase.shared());
    }

    @BeforeAll
    static void requireBinaries() {
        assumeTrue(
                MariaDatabase.available(),
                "no MariaDB binaries for this platform on the class path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    int                                    | CAST(seq AS SIGNED) - 1500
                    bigint unsigned                        | 18446744073709551615 - seq
                    decimal(30,10)                         | -seq / 3
                    varchar(40) COLLATE utf8mb4_general_ci | CONCAT('Straße:', seq)
                    varbinary(16)                          | UNHEX(MD5(seq))
                    uuid                                   | UUID()
                    datetime(6)                            | '2026-01-01' + INTERVAL seq MICROSECOND
                    date                                   | '1999-01-01' + INTERVAL seq DAY
                    """)
    void aValueOfEachGroupComesAlong(String type, String key) throws SQLException {
        fill("k " + type + " PRIMARY KEY", key);

        ColumnCensus column = column();
        assertThat(column.groups())
                .extracting(SealedGroup::rows)
                .containsExactlyInAnyOrder(1_000L, 2_000L);
        assertThat(column.groups())
                .allSatisfy(group ->
                        assertThat(group.sample(group.fingerprint()))
                                .hasValueSatisfying(value ->
                                        assertThat(value.isOf(group.fingerprint())).isTrue()));
    }

    /// A key of two parts has no least value that one aggregate tells.
    @Test
    void withoutASimpleKeyAValueIsLookedForLater() throws SQLException {
        fill("a int, k int, PRIMARY KEY (a, k)", "1, seq");

        ColumnCensus column = column();
        assertThat(column.groups())
                .hasSize(2)
                .allSatisfy(group -> {
                    assertThat(group.samples()).isEmpty();
                    assertThat(hasSample(column, group)).isTrue();
                });
    }

    private void fill(String columns, String key) throws SQLException {
        sql(
                "CREATE TABLE big (" + columns + ", v text)",
                "INSERT INTO big SELECT "
                        + key
                        + ", CASE WHEN seq <= 1000 THEN '"
                        + sealed(Story.FORMER_KEY)
                        + "' ELSE '"
                        + sealed(Story.CURRENT_KEY)
                        + "' END FROM seq_1_to_3000");
        grantAll();
    }

    private String sealed(String key) {
        return Base64.getEncoder().encodeToString(blob(key));
    }
}
