package io.keymend.aws.mend;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.localaws.PostgresDatabase;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.RestoreOutcome;
import io.keymend.mend.Target;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/// Purge and restore is the identity for every type PostgreSQL has.
final class MendTypesTest extends MendFixture {
    MendTypesTest() {
        super(PostgresDatabase.shared());
    }

    @Test
    void purgedAndRestoredRowsAreWhatTheyWere() throws SQLException {
        given(
                "CREATE TYPE mood AS ENUM ('sad', 'so, so', 'happy \"\"')",
                "CREATE TYPE pair AS (a int, b text)",
                "CREATE DOMAIN short AS varchar(5)",
                "CREATE DOMAIN doc AS json",
                """
                CREATE TABLE "select" (
                  "ID" bigint GENERATED ALWAYS AS IDENTITY, "Group" uuid, v text, n numeric, n2 numeric(12, 3), f4 real,
                  f8 double precision, ts timestamp, tz timestamptz(3), d date, ti time, tt timetz, iv interval, by bytea,
                  js json, jb jsonb, ai int[], at text[], u uuid, m mood, am mood[], bt bit(5), vb varbit, i inet, c cidr,
                  mac macaddr, b boolean, ch char(8), bp bpchar, vc varchar(10), q "char", na name, mo money, x xml, p point,
                  po polygon, r int4range, mr nummultirange, tv tsvector, tq tsquery, pr pair, ap pair[], sh short, dc doc,
                  jp jsonpath, o oid, rc regclass, ls pg_lsn, g bigint GENERATED ALWAYS AS ("ID" * 2) STORED,
                  "a'b""c" text DEFAULT 'x', se serial, PRIMARY KEY ("Group", "ID"))
                """,
                "ALTER TABLE \"select\" ADD gone int",
                "ALTER TABLE \"select\" DROP gone",
                """
                INSERT INTO "select" OVERRIDING SYSTEM VALUE VALUES (9007199254740993, '00000000-0000-0000-0000-00000000000a',
                  %1$s, 'NaN', 1.500, '-0', '-0', 'infinity', '-infinity', '4713-01-01 BC', '24:00:00', '12:00:00.123456+05:30',
                  '-1 year 2 mons -3 days 04:05:06.000007', '\\x00ff5c22', '{"a" :  1, "a": 2.0}', '{"x": 1.50, "y": [null, "ü\\\\"]}',
                  '[2:3]={1,NULL}', ARRAY['', NULL, 'NULL', 'a,"b\\c{}'], '6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1', 'happy ""',
                  '{sad,"so, so"}', '10101', '', '10.0.0.1/8', '10.0.0.0/8', '08:00:2b:01:02:03', false, 'ab  ', 'cd   ', ' é ',
                  E'\\\\377', 'na me', '-1234.56', '<?xml version="1.0"?><a b="c">&lt; </a>', '(1e-300,-0)',
                  '((0,0),(1,1.1),(2,0))', '[1,5)', '{[1.0,2.0),(5,]}', '''a b'':1A c', '''x y'' & !z:*', ROW(NULL, 'q"(\\,)'),
                  ARRAY[ROW(1, NULL)::pair, NULL, ROW(NULL, NULL)::pair], 'abc', '{"k":  null}', '$."a"[*] ? (@ > 1)', 4294967295,
                  'pg_class', '16/B374D848', DEFAULT, 'it''s', DEFAULT)
                """
                        .formatted(base64()),
                """
                INSERT INTO "select" ("Group", v, n, f4, f8, ts, tz, d, pr, x, mo, js, jb, iv, "a'b""c") VALUES
                  ('00000000-0000-0000-0000-00000000000b', %1$s, '-Infinity', 'NaN', '-Infinity', '294276-12-31 23:59:59.999999',
                   '4713-11-24 00:00:00 BC', 'infinity', ROW(NULL, NULL), '', '0', 'null', 'null', 'infinity', NULL),
                  ('00000000-0000-0000-0000-00000000000c', %1$s, 1e-1000, 1.17549435e-38, 4.9e-324, NULL, NULL, NULL, NULL, NULL,
                   NULL, '"text"', '"text"', NULL, repeat('ü\\"', 350000))
                """
                        .formatted(base64()),
                "INSERT INTO \"select\" (\"Group\", v) VALUES"
                        + " ('00000000-0000-0000-0000-00000000000d', 'not sealed')");
        isTheIdentity("select", "Group", "ID");
    }

    @Test
    void keysOfManyTypesAddressTheirRows() throws SQLException {
        given(
                "CREATE TYPE mood AS ENUM ('sad', 'happy')",
                """
                CREATE TABLE t (a bytea, b timestamptz, c numeric, d "char", e char(5), f mood, g double precision, h inet,
                  i date, j text COLLATE "C", k boolean, l varchar(9), v text, PRIMARY KEY (a, b, c, d, e, f, g, h, i, j, k, l))
                """,
                """
                INSERT INTO t VALUES ('\\x00ff', '2026-03-29 01:30:00.123456+00', 1.50, 'x', 'ab', 'sad', 0.1, '::1/64',
                  '0044-03-15 BC', 'a''"\\', true, ' é ', %s), ('\\x', 'infinity', 'NaN', '', '', 'happy', '-Infinity', '1.2.3.4',
                  'infinity', '', false, '', %<s)
                """
                        .formatted(base64()));
        isTheIdentity("t", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
    }

    private void isTheIdentity(String table, String... key) throws SQLException {
        List<String> before = dump(table);
        Target target = target(table, "v", DELETE, key);
        List<PlannedRow> rows = stale(target);
        assertThat(rows).hasSizeGreaterThan(1);

        assertThat(mender().apply(PERMIT, target, rows))
                .isEqualTo(new ChunkOutcome(rows.size(), 0, List.of()));
        assertThat(dump(table)).hasSize(before.size() - rows.size());
        assertThat(restore(target, rows)).isEqualTo(new RestoreOutcome(rows.size(), 0, List.of()));
        assertThat(dump(table)).isEqualTo(before);
    }
}
