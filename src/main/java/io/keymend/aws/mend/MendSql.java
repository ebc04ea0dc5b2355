package io.keymend.aws.mend;

import io.keymend.evidence.TableName;
import io.keymend.install.Engine;

import java.util.List;
import java.util.Optional;

/// The SQL of a mend, as one engine wants it.
///
/// Rows come as the parameter `:rows`, see [MendChunk]. The table is `t`, the planned rows are `p`,
/// the journal is `j`.
public interface MendSql {
    /// Sets for this transaction how values are written as text, how strict the database is, and
    /// how long it waits; one statement.
    ///
    /// @param exact whether values are taken as they are, also those the database would not take
    ///   today, such as zero dates: only where what was written is compared afterwards
    String settings(boolean exact);

    /// Takes the settings back where they would outlive the transaction.
    Optional<String> unsettle();

    /// Keeps anybody from altering the table while the transaction lasts.
    String hold(TableName table);

    /// All columns of `:schema` and `:table`: name, type, cast, kind, generated, bumped, place in
    /// the primary key, character set, collation; kinds as in [MendColumn.Kind].
    String columns();

    /// What stands against changing rows, one line each, for `:schema`, `:table`, and the actions
    /// whose triggers would run, such as `DELETE`.
    String obstacles(List<String> actions, boolean writing);

    /// The foreign keys that refer to `:schema` and `:table`: name, schema, table, action, column,
    /// referenced column, in the constraint's order.
    String dependants();

    /// An identifier in the engine's quotes.
    String name(String identifier);

    default String table(TableName table) {
        return name(table.schema()) + "." + name(table.table());
    }

    /// A column's value as text, as keys are written.
    String keyText(MendColumn column);

    /// The parameter or expression that holds a key's text, as a value the column compares with by
    /// its own index.
    String keyValue(MendColumn column, String text);

    /// The digest of a column of `t`.
    String digest(MendColumn column);

    /// The planned rows as a table `p` in a FROM clause, behind [#with()].
    String planned(MendTable table);

    /// Joins a table to those before it, in this order: rows of `p` are few, and reading them once
    /// for each row of another table would take for ever.
    String join();

    /// What has to stand before a statement that uses [#planned].
    String with();

    /// Whether a row of `t` has the key of a row of `p`.
    String match(MendTable table);

    /// A number and a letter for each row of `p` that is in the table, after locking it: `-` as
    /// planned, `M` moved, `O` too large to be journaled. See [Letters].
    String lock(MendTable table, MendColumn column);

    /// A number and a letter for each row of `p` that is in the journal under the record `:head`:
    /// `E` changed, `R` restored since.
    String journaled();

    /// A row of `t` as the journal keeps it.
    String image(List<MendColumn> columns);

    /// Whether a row of `t` is as journaled in `j`.
    String isImage(List<MendColumn> columns);

    /// Journal entries of `:plan`, `:schema`, `:table`, `:column` after the entry `:after`: id,
    /// key, digest, time of the change, time of the restoration.
    String journal(int most);

    /// The values of the rows of `p` that are as planned: place and text, bytes as hexadecimal.
    default String values(MendTable table, MendColumn column) {
        return with()
                + "SELECT p.n, "
                + keyText(column)
                + " FROM "
                + planned(table)
                + join()
                + table(table.name())
                + " AS t ON "
                + match(table)
                + " WHERE "
                + digest(column)
                + " = p.d";
    }

    static MendSql of(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> new PostgresMendSql();
            case MYSQL -> new MysqlMendSql();
        };
    }
}
