package io.keymend.aws.secrets;

import static io.keymend.aws.api.DataApi.number;
import static io.keymend.aws.secrets.SecretSchema.text;

import io.keymend.aws.api.DataApi;
import io.keymend.aws.mend.MendSql;
import io.keymend.aws.secrets.SecretSources.Source;
import io.keymend.doctor.Dependant;
import io.keymend.doctor.Dependant.Kind;
import io.keymend.doctor.SecretTables.CannotTell;
import io.keymend.install.Engine;

import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds what refers to rows of `access_key`, asking for some hundred of them at a time.
final class SecretUsers {
    private static final String KEYS = SecretSchema.KEYS;
    private static final int IDS = 200;

    /// Every version has these.
    private static final List<String> EVER = List.of("project__repository", "project__inventory");

    /// Every version has these that has owners of keys.
    private static final List<String> SINCE =
            List.of(
                    "project__integration",
                    "project__template_vault",
                    "project__terraform_inventory_alias");

    /// Names have 1 KB each at most, and an answer 1 MiB.
    private static final int PAGE = 500;

    private final DataApi database;
    private final SecretSchema schema;
    private final MendSql sql;

    SecretUsers(DataApi database, SecretSchema schema, Engine engine) {
        this.database = database;
        this.schema = schema;
        this.sql = MendSql.of(engine);
    }

    Map<String, List<Dependant>> of(List<Long> ids) {
        requireWhole();
        Map<String, Set<Dependant>> found = new LinkedHashMap<>();
        List<Source> sources = new SecretSources(database, schema, sql).all();
        for (int from = 0; from < ids.size(); from += IDS) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + IDS));
            sources.forEach(source -> add(source, some, found));
        }
        return found.entrySet().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    /// A user who does not see a table that must be there may miss others as well. MySQL tells
    /// nobody of a table he may not read.
    private void requireWhole() {
        Stream.concat(EVER.stream(), schema.has(KEYS, "owner") ? SINCE.stream() : Stream.empty())
                .filter(table -> !schema.tables().containsKey(table))
                .findFirst()
                .ifPresent(table -> {
                    throw new CannotTell("there is no table " + table + " that this user may read");
                });
    }

    private void add(Source source, List<Long> ids, Map<String, Set<Dependant>> found) {
        String statement = statement(source, ids.size());
        List<List<Field>> page;
        int skip = 0;
        do {
            page = database.query(statement, parameters(ids, skip));
            for (List<Field> row : page) {
                found.computeIfAbsent(text(row.get(0)), _ -> new LinkedHashSet<>())
                        .add(dependant(source, text(row.get(1)), text(row.get(2))));
            }
            skip += page.size();
        } while (page.size() == PAGE);
    }

    private static Dependant dependant(Source source, String id, String name) {
        return new Dependant(
                source.kind(),
                id,
                source.kind() == Kind.OTHER ? source.refers().table().table() : name);
    }

    private String statement(Source source, int ids) {
        return """
        SELECT DISTINCT r.%1$s, %2$s, %3$s FROM %4$s r%5$s WHERE r.%1$s IN (%6$s) AND %2$s IS NOT NULL
        ORDER BY 1, 2, 3 LIMIT %7$d OFFSET :skip
        """
                .formatted(
                        schema.name(source.refers().name()),
                        source.id(),
                        source.name(),
                        sql.table(source.refers().table()),
                        source.join(),
                        IntStream.range(0, ids)
                                .mapToObj(at -> ":id" + at)
                                .collect(Collectors.joining(", ")),
                        PAGE);
    }

    private static SqlParameter[] parameters(List<Long> ids, int skip) {
        List<SqlParameter> parameters = new ArrayList<>();
        parameters.add(number("skip", skip));
        for (int at = 0; at < ids.size(); at++) {
            parameters.add(number("id" + at, ids.get(at)));
        }
        return parameters.toArray(SqlParameter[]::new);
    }
}
