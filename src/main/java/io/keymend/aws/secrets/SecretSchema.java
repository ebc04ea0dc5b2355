package io.keymend.aws.secrets;

import static io.keymend.aws.api.DataApi.number;

import io.keymend.aws.api.DataApi;
import io.keymend.aws.tables.Dialect;
import io.keymend.install.Engine;

import software.amazon.awssdk.services.rdsdata.model.Field;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tables of the schema that Semaphore is in, with the columns that this user may read.
record SecretSchema(String schema, Map<String, Set<String>> tables, Dialect dialect) {
    static final String KEYS = "access_key";

    /// What every version has in [#KEYS].
    private static final List<String> ALWAYS = List.of("id", "name", "type", "secret");

    /// Where PostgreSQL puts tables that nobody put elsewhere.
    private static final String USUAL = "public";

    private static final int PAGE = 2_000;

    /// There is no such schema to be read; the message says so.
    static final class NotThere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotThere(String why) {
            super(why);
        }
    }

    static SecretSchema read(DataApi database, Engine engine) {
        Dialect dialect = Dialect.of(engine);
        Map<String, Map<String, Set<String>>> schemas = columns(database, engine);
        List<String> found =
                schemas.entrySet().stream()
                        .filter(schema -> isSemaphore(schema.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        String schema =
                found.size() > 1 && found.contains(USUAL)
                        ? USUAL
                        : found.stream().findFirst().orElseThrow(() -> notThere(schemas));
        if (found.size() > 1 && !schema.equals(USUAL)) {
            throw new NotThere("there is a table access_key in each of " + found);
        }
        return new SecretSchema(schema, schemas.getOrDefault(schema, Map.of()), dialect);
    }

    private static boolean isSemaphore(Map<String, Set<String>> tables) {
        return tables.getOrDefault(KEYS, Set.of()).containsAll(ALWAYS);
    }

    private static NotThere notThere(Map<String, Map<String, Set<String>>> schemas) {
        return new NotThere(
                schemas.isEmpty()
                        ? "there is no table access_key that this user may read"
                        : "the table access_key has no columns id, name, type and secret that this"
                                + " user may read");
    }

    /// Of every schema with a table of that name, which on MySQL is the database at most.
    private static Map<String, Map<String, Set<String>>> columns(DataApi database, Engine engine) {
        Map<String, Map<String, Set<String>>> schemas = new LinkedHashMap<>();
        int read;
        int skip = 0;
        do {
            List<List<Field>> page = database.query(columns(engine), number("skip", skip));
            for (List<Field> row : page) {
                schemas.computeIfAbsent(text(row.get(0)), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(text(row.get(1)), _ -> new HashSet<>())
                        .add(text(row.get(2)));
            }
            read = page.size();
            skip += read;
        } while (read == PAGE);
        return schemas;
    }

    private static String columns(Engine engine) {
        String text =
                switch (engine) {
                    case POSTGRESQL -> "text";
                    case MYSQL -> "CHAR CHARACTER SET utf8mb4";
                };
        String here =
                switch (engine) {
                    case POSTGRESQL -> "a.table_schema NOT IN ('pg_catalog', 'information_schema')";
                    case MYSQL -> "a.table_schema = DATABASE()";
                };
        return """
        SELECT CAST(c.table_schema AS %1$s), CAST(c.table_name AS %1$s), CAST(c.column_name AS %1$s)
        FROM information_schema.columns c
        WHERE c.table_schema IN (SELECT a.table_schema FROM information_schema.tables a WHERE a.table_name = '%2$s' AND %3$s)
        ORDER BY 1, 2, 3 LIMIT %4$d OFFSET :skip
        """
                .formatted(text, KEYS, here, PAGE);
    }

    boolean has(String table, String... columns) {
        return tables.getOrDefault(table, Set.of()).containsAll(List.of(columns));
    }

    /// A table of this schema, quoted.
    String table(String table) {
        return name(schema) + "." + name(table);
    }

    /// An identifier, quoted.
    String name(String identifier) {
        return dialect.name(identifier);
    }

    /// The first of these columns that the table has, as one of `alias`; an empty text where it has
    /// none.
    String first(String alias, String table, String... columns) {
        for (String column : columns) {
            if (has(table, column)) {
                return alias + "." + name(column);
            }
        }
        return "''";
    }

    /// A number or a text as text, empty for NULL.
    static String text(Field field) {
        String text = field.stringValue();
        Long number = field.longValue();
        return text != null ? text : number != null ? number.toString() : "";
    }
}
