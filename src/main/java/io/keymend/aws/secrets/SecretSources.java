package io.keymend.aws.secrets;

import static io.keymend.aws.secrets.SecretSchema.text;

import io.keymend.aws.api.DataApi;
import io.keymend.aws.mend.MendSql;
import io.keymend.doctor.Dependant.Kind;
import io.keymend.evidence.TableName;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The columns that refer to rows of `access_key`: those that are known to, whether or not the
/// engine enforces it, and every foreign key besides.
final class SecretSources {
    private static final String KEYS = SecretSchema.KEYS;
    private static final String TEMPLATE = "project__template";

    /// Known to refer to keys in newer versions, with or without a foreign key.
    private static final List<Known> OTHERS =
            List.of(
                    new Known("project__proxy", "ssh_key_id"),
                    new Known("project__host_config", "ssh_key_id"),
                    new Known("project__template_key", "key_id"),
                    new Known("project__repository_submodule_credential", "access_key_id"),
                    new Known("project__alert", "key_id"));

    private final DataApi database;
    private final SecretSchema schema;
    private final MendSql sql;

    SecretSources(DataApi database, SecretSchema schema, MendSql sql) {
        this.database = database;
        this.schema = schema;
        this.sql = sql;
    }

    private record Known(String table, String column) {}

    /// A column that refers to the rows.
    record Column(TableName table, String name) {}

    /// Where dependants of one kind are found.
    ///
    /// @param id the dependant's, as an expression over `r` and `n`
    /// @param name the same for what people call it
    /// @param join what `n` is, empty where nothing is joined
    record Source(Kind kind, Column refers, String id, String name, String join) {}

    List<Source> all() {
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
