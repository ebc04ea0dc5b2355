package io.keymend.remedy;

import static io.keymend.testing.EvidenceBuilder.census;
import static io.keymend.testing.EvidenceBuilder.group;
import static io.keymend.testing.Ids.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.TableName;
import io.keymend.install.Engine;
import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlTextTest {
    private static final Fingerprint SEAL = fingerprint(7);

    private final SqlText postgres = new SqlText(Engine.POSTGRESQL);
    private final SqlText mysql = new SqlText(Engine.MYSQL);

    @ParameterizedTest
    @ValueSource(strings = {"", "42", "a b", "Zürich", "東京", "x;--", "/* x */", "${x}", "%_"})
    void aPlainTextIsItself(String text) {
        assertThat(postgres.literal(text)).isEqualTo("'" + text + "'");
        assertThat(mysql.literal(text)).isEqualTo("'" + text + "'");
    }

    @Test
    void aQuoteIsDoubled() {
        assertThat(postgres.literal("O'Brien'")).isEqualTo("'O''Brien'''");
        assertThat(mysql.literal("' OR 1=1 -- ")).isEqualTo("''' OR 1=1 -- '");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb', 610a62",
        "'a\rb', 610d62",
        "'\\', 5c",
        "'a\\''b', 615c2762",
        "'\u202e', e280ae",
        "'\u200f1', e2808f31",
        "'\u2028', e280a8",
        "'\u05d0', d790",
        "'\u0661', d9a1",
        "'\t', 09",
        "'\u007f', 7f",
        "'\ufeff', efbbbf",
        "'\uD83D\uDE00', f09f9880"
    })
    void aTextThatCouldMisleadIsWrittenAsHex(String text, String hex) {
        assertThat(postgres.literal(text))
                .isEqualTo("convert_from(decode('" + hex + "', 'hex'), 'UTF8')");
        assertThat(mysql.literal(text)).isEqualTo("_utf8mb4 x'" + hex + "'");
    }

    @Test
    void identifiersAreQuotedInTheEnginesWay() {
        TableName table = new TableName("public", "a\"b`c");
        assertThat(postgres.table(table)).isEqualTo("\"public\".\"a\"\"b`c\"");
        assertThat(mysql.table(table)).isEqualTo("`public`.`a\"b``c`");
        assertThat(postgres.name("x\\y")).isEqualTo("\"x\\y\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb', 'U&\"a\\+00000ab\"'",
        "'\u202ea', 'U&\"\\+00202ea\"'",
        "'\"\\\n', 'U&\"\\+000022\\+00005c\\+00000a\"'"
    })
    void anIdentifierThatCouldMisleadIsEscapedOrNotGiven(String identifier, String escaped) {
        assertThat(postgres.name(identifier)).isEqualTo(escaped);
        assertThat(postgres.isNameable(identifier)).isTrue();
        assertThat(mysql.isNameable(identifier)).isFalse();
        assertThat(mysql.isNameable("a\"b`c\\d é")).isTrue();
    }

    @Test
    void rowsAreNamedAndBoundToTheirSeal() {
        ColumnCensus column = census("oidc_settings", "secret", group(SEAL, 2));
        assertThat(postgres.condition(column, column.groups().getFirst()))
                .isEqualTo(
                        "\"id\" IN ('1', '2')\n  AND substring(\"secret\" from 7 for 44) = '"
                                + SEAL.base64Middle()
                                + "'");
        assertThat(mysql.condition(column, column.groups().getFirst()))
                .isEqualTo(
                        "`id` IN ('1', '2')\n  AND substring(CAST(`secret` AS BINARY), 7, 44) = '"
                                + SEAL.base64Middle()
                                + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, BYTES, 'substring(\"secret\" from 6 for 32) = decode(''%s'', ''hex'')'",
        "MYSQL, BYTES, 'substring(CAST(`secret` AS BINARY), 6, 32) = x''%s'''",
        "POSTGRESQL, HEX, 'lower(substring(\"secret\" from 11 for 64)) = ''%s'''",
        "MYSQL, HEX, 'lower(substring(`secret`, 11, 64)) = ''%s'''"
    })
    void eachEncodingIsComparedInItsOwnWay(Engine engine, Encoding encoding, String condition) {
        SealedGroup group = new SealedGroup(SEAL, encoding, 9, java.util.List.of());
        assertThat(new SqlText(engine).condition(census("t", "secret", group), group))
                .isEqualTo(condition.formatted(SEAL.hex()));
    }

    @ParameterizedTest
    @EnumSource
    void aKeyTooLongForOneLineIsNotWrittenDown(Engine engine) {
        SqlText sql = new SqlText(engine);
        SealedGroup longKey = group(SEAL, 1, "k".repeat(500));
        assertThat(sql.isListed(longKey)).isFalse();
        assertThat(sql.isListed(group(SEAL, 1, "k".repeat(300)))).isTrue();
        assertThat(sql.isListed(group(SEAL, 1, "\n".repeat(300)))).isFalse();
        assertThat(sql.isListed(group(SEAL, 2, "1"))).as("one of two").isFalse();
        assertThat(sql.condition(census("t", "secret", longKey), longKey)).doesNotContain("kkk");
    }

    @Test
    void manyKeysTakeManyShortLines() {
        SealedGroup hundred = group(SEAL, 100);
        String sql = postgres.condition(census("t", "secret", hundred), hundred);
        assertThat(sql.lines()).hasSizeGreaterThan(5).allMatch(line -> line.length() <= 120);
    }
}
