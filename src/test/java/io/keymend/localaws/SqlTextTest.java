package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.install.Engine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

class SqlTextTest {
    @Test
    void aNameBecomesAPlaceholder() {
        SqlText text = SqlText.parse("SELECT * FROM t WHERE a = :a AND b=:b_2", Engine.POSTGRESQL);
        assertThat(text.jdbc()).isEqualTo("SELECT * FROM t WHERE a = ? AND b=?");
        assertThat(text.names()).containsExactly("a", "b_2");
    }

    @Test
    void aNameUsedTwiceIsBoundTwice() {
        SqlText text = SqlText.parse("SELECT :x, :y, :x", Engine.MYSQL);
        assertThat(text.jdbc()).isEqualTo("SELECT ?, ?, ?");
        assertThat(text.names()).containsExactly("x", "y", "x");
    }

    @Test
    void aParameterCanBeCast() {
        SqlText text = SqlText.parse("SELECT :x::uuid, a::text, '1'::int", Engine.POSTGRESQL);
        assertThat(text.jdbc()).isEqualTo("SELECT ?::uuid, a::text, '1'::int");
        assertThat(text.names()).containsExactly("x");
    }

    @Test
    void numbersAreNamesButNotInArraySlices() {
        SqlText text = SqlText.parse("SELECT a[1:2], a[i:3], a[:2], :1, (:2)", Engine.POSTGRESQL);
        assertThat(text.jdbc()).isEqualTo("SELECT a[1:2], a[i:3], a[:2], ?, (?)");
        assertThat(text.names()).containsExactly("1", "2");
    }

    static Object[] opaqueInBoth() {
        return new Object[] {
            "SELECT ':a'",
            "SELECT 'it''s :a'",
            "SELECT \":a\" FROM t",
            "SELECT \"x\"\":a\" FROM t",
            "SELECT 1 -- :a",
            "SELECT 1 -- it's :a\n + 2",
            "SELECT /* :a ' */ 1",
            "SELECT ':a",
            "SELECT /* :a",
            "SELECT a := 1",
            "SELECT ':'",
            "SELECT : a",
            ":",
            "",
        };
    }

    @ParameterizedTest
    @MethodSource("opaqueInBoth")
    void whatIsQuotedOrCommentedPassesUnchanged(String sql) {
        for (Engine engine : Engine.values()) {
            SqlText text = SqlText.parse(sql, engine);
            assertThat(text.jdbc()).isEqualTo(sql);
            assertThat(text.names()).isEmpty();
            assertThat(text.several()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT E'\\':a'",
                "SELECT e'\\\\\\':a;'",
                "SELECT $$:a;'$$",
                "SELECT $q$ $$ :a; $q$",
                "DO $do$ BEGIN PERFORM 1; PERFORM ':a'; END $do$",
                "SELECT $unfinished$ :a;",
                "SELECT /* a /* :b */ :c */ 1",
            })
    void postgresQuotesPassUnchanged(String sql) {
        SqlText text = SqlText.parse(sql, Engine.POSTGRESQL);
        assertThat(text.jdbc()).isEqualTo(sql);
        assertThat(text.names()).isEmpty();
        assertThat(text.several()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT `:a` FROM t",
                "SELECT `x``:a` FROM t",
                "SELECT 1 # :a; ' \n + 2",
                "SELECT '\\':a;'",
                "SELECT \"\\\":a;\"",
                "SELECT 'a\\\\'",
                "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END",
            })
    void mysqlQuotesPassUnchanged(String sql) {
        SqlText text = SqlText.parse(sql, Engine.MYSQL);
        assertThat(text.jdbc()).isEqualTo(sql);
        assertThat(text.names()).isEmpty();
        assertThat(text.several()).isFalse();
    }

    static Object[] afterTheQuote() {
        return new Object[] {
            Arguments.of("SELECT 'a\\', :x", Engine.POSTGRESQL, "SELECT 'a\\', ?"),
            Arguments.of("SELECT name'\\' || :x", Engine.POSTGRESQL, "SELECT name'\\' || ?"),
            Arguments.of("SELECT E'a\\\\', :x", Engine.POSTGRESQL, "SELECT E'a\\\\', ?"),
            Arguments.of("SELECT $$a$$, :x", Engine.POSTGRESQL, "SELECT $$a$$, ?"),
            Arguments.of("SELECT a$b$c, :x", Engine.POSTGRESQL, "SELECT a$b$c, ?"),
            Arguments.of("SELECT $1, :x", Engine.POSTGRESQL, "SELECT $1, ?"),
            Arguments.of("SELECT 1 # 2, :x", Engine.POSTGRESQL, "SELECT 1 # 2, ?"),
            Arguments.of("SELECT `:x", Engine.POSTGRESQL, "SELECT `?"),
            Arguments.of("SELECT 5--1, :x", Engine.MYSQL, "SELECT 5--1, ?"),
            Arguments.of("SELECT 'a\\\\', :x", Engine.MYSQL, "SELECT 'a\\\\', ?"),
            Arguments.of("SELECT /* a /* b */ :x", Engine.MYSQL, "SELECT /* a /* b */ ?"),
            Arguments.of("SELECT '', :x", Engine.MYSQL, "SELECT '', ?"),
            Arguments.of("SELECT 1 -- a\n, :x", Engine.MYSQL, "SELECT 1 -- a\n, ?"),
        };
    }

    @ParameterizedTest
    @MethodSource("afterTheQuote")
    void aQuoteEndsWhereTheEngineEndsIt(String sql, Engine engine, String jdbc) {
        SqlText text = SqlText.parse(sql, engine);
        assertThat(text.jdbc()).isEqualTo(jdbc);
        assertThat(text.names()).containsExactly("x");
    }

    @Test
    void theQuestionMarksOfJsonbStayOperators() {
        assertThat(SqlText.parse("SELECT j ? 'a', j ?| :x, '?'", Engine.POSTGRESQL).jdbc())
                .isEqualTo("SELECT j ?? 'a', j ??| ?, '?'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT 2",
                "SELECT 1;;SELECT 2",
                "SELECT ';'; 'x'",
                "SELECT 1; /* a */ SELECT 2"
            })
    void aSecondStatementIsSeen(String sql) {
        for (Engine engine : Engine.values()) {
            assertThat(SqlText.parse(sql, engine).several()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;",
                "SELECT 1; ",
                "SELECT 1; -- SELECT 2",
                "SELECT 1; /* SELECT 2 */;",
                "SELECT ';SELECT 2'"
            })
    void aTrailingSemicolonIsNoSecondStatement(String sql) {
        for (Engine engine : Engine.values()) {
            assertThat(SqlText.parse(sql, engine).several()).isFalse();
        }
    }

    @Test
    void anyTextIsReadToItsEnd() {
        long seed = new Random().nextLong();
        System.err.println("SqlTextTest seed " + seed);
        Random random = new Random(seed);
        String alphabet = "'\"`$:;-/*#\\Eab1 \n[]";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder sql = new StringBuilder();
            random.ints(random.nextInt(24), 0, alphabet.length())
                    .forEach(c -> sql.append(alphabet.charAt(c)));
            for (Engine engine : Engine.values()) {
                SqlText text = SqlText.parse(sql.toString(), engine);
                int replaced = text.names().stream().mapToInt(String::length).sum();
                assertThat(text.jdbc().length() + replaced)
                        .as("seed %d: %s", seed, sql)
                        .isEqualTo(sql.length());
            }
        }
    }
}
