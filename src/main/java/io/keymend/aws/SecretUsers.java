package io.keymend.aws;

import static io.keymend.aws.DataApi.number;
import static io.keymend.aws.SecretSchema.text;

import io.keymend.doctor.Dependant;
import io.keymend.doctor.Dependant.Kind;
import io.keymend.doctor.SecretTables.CannotTell;
import io.keymend.evidence.TableName;
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

/// Finds what refers to rows of `access_key`: by the columns that are known to, whether or not the
/// engine enforces it, and by every foreign key besides.
final class SecretUsers {
    private static final String KEYS = SecretSchema.KEYS;
    private static final String TEMPLATE = "project__template";
    private static final int IDS = 200;

    /// Every version has these.
    private static final List<String> EVER = List.of("project__repository", "project__inventory");

    /// Every version has these that has owners of keys.
    private static final List<String> SINCE =
            List.of(
                    "project__integration",
                    "project__template_vault",
                    "project__terraform_inventory_alias");

    /// Known to refer to keys in newer versions, with or without a foreign key.
    private static final List<Known> OTHERS =
            List.of(
                    new Known("project__proxy", "ssh_key_id"),
                    new Known("project__host_config", "ssh_key_id"),
                    new Known("project__template_key", "key_id"),
                    new Known("project__repository_submodule_credential", "access_key_id"),
                    new Known("project__alert", "key_id"));

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

    private record Known(String table, String column) {}

    /// A column that refers to the rows.
    private record Column(TableName table, String name) {}

    /// Where dependants of one kind are found.
    ///
    /// @param id the dependant's, as an expression over `r` and `n`
    /// @param name the same for what people call it
    /// @param join what `n` is, empty where nothing is joined
    private record Source(Kind kind, Column refers, String id, String name, String join) {}

    Map<String, List<Dependant>> of(List<Long> ids) {
        requireWhole();
        Map<String, Set<Dependant>> found = new LinkedHashMap<>();
        List<Source> sources = sources();
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
                source.kind, id, source.kind == Kind.OTHER ? source.refers.table.table() : name);
    }

    private String statement(Source source, int ids) {
        return """
        SELECT DISTINCT r.%1$s, %2$s, %3$s FROM %4$s r%5$s WHERE r.%1$s IN (%6$s) AND %2$s IS NOT NULL
        ORDER BY 1, 2, 3 LIMIT %7$d OFFSET :skip
        """
                .formatted(
                        schema.name(source.refers.name),
                        source.id,
                        source.name,
                        sql.table(source.refers.table),
                        source.join,
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

    private List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        named(Kind.REPOSITORY, "project__repository", "ssh_key_id", sources);
        named(Kind.INVENTORY, "project__inventory", "ssh_key_id", sources);
        named(Kind.INVENTORY, "project__inventory", "become_key_id", sources);
        named(Kind.TEMPLATE, TEMPLATE, "vault_key_id", sources);
        named(Kind.WEBHOOK, "project__integration", "auth_secret_id", sources);
        vaults(sources);
        aliases(sources);
        environments(sources);
        others(sources);
        return sources;
    }

    private Column column(String table, String column) {
        return new Column(new TableName(schema.schema(), table), column);
    }

    /// Something that has an id and a name of its own.
    private void named(Kind kind, String table, String column, List<Source> sources) {
        if (schema.has(table, column)) {
            sources.add(
                    new Source(
                            kind,
                            column(table, column),
                            schema.first("r", table, "id"),
                            schema.first("r", table, "name", "alias"),
                            ""));
        }
    }

    /// The template is what people know.
    private void vaults(List<Source> sources) {
        String table = "project__template_vault";
        if (schema.has(table, "vault_key_id", "template_id")) {
            sources.add(
                    new Source(
                            Kind.TEMPLATE,
                            column(table, "vault_key_id"),
                            "r.template_id",
                            schema.first("n", TEMPLATE, "name", "alias"),
                            join(TEMPLATE, "template_id")));
        }
    }

    private void aliases(List<Source> sources) {
        String table = "project__terraform_inventory_alias";
        if (schema.has(table, "auth_key_id")) {
            String alias = schema.first("r", table, "alias");
            sources.add(
                    new Source(
                            Kind.TERRAFORM_ALIAS, column(table, "auth_key_id"), alias, alias, ""));
        }
    }

    /// Here it is the key that refers to what uses it.
    private void environments(List<Source> sources) {
        String table = "project__environment";
        if (schema.has(KEYS, "environment_id")) {
            sources.add(
                    new Source(
                            Kind.ENVIRONMENT,
                            column(KEYS, "id"),
                            "r.environment_id",
                            schema.first("n", table, "name"),
                            join(table, "environment_id")));
        }
    }

    private String join(String table, String column) {
        return schema.has(table, "id")
                ? " LEFT JOIN " + schema.table(table) + " n ON n.id = r." + column
                : "";
    }

    /// The other tables of newer versions, and whatever else has a foreign key.
    private void others(List<Source> sources) {
        Set<Column> columns = new LinkedHashSet<>();
        OTHERS.stream()
                .filter(column -> schema.has(column.table(), column.column()))
                .map(column -> column(column.table(), column.column()))
                .forEach(columns::add);
        columns.addAll(foreignKeys());
        sources.stream().map(Source::refers).forEach(columns::remove);
        for (Column column : columns) {
            sources.add(new Source(Kind.OTHER, column, id(column.table), "''", ""));
        }
    }

    private String id(TableName table) {
        return table.schema().equals(schema.schema())
                ? schema.first("r", table.table(), "id")
                : "''";
    }

    private List<Column> foreignKeys() {
        return database
                .query(
                        sql.dependants(),
                        DataApi.text("schema", schema.schema()),
                        DataApi.text("table", KEYS))
                .stream()
                .filter(row -> text(row.get(5)).equals("id"))
                .map(row ->
                        new Column(
                                new TableName(text(row.get(1)), text(row.get(2))),
                                text(row.get(4))))
                .toList();
    }
}
