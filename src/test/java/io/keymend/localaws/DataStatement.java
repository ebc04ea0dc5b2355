package io.keymend.localaws;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.install.Engine;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// One SQL statement on its way through JDBC, until its result is told in the Data API's words.
final class DataStatement {
    private static final int LARGEST_RESPONSE = 1 << 20;
    private static final int LARGEST_ROW = 64 << 10;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final DataRequest request;
    private final SqlText sql;
    private final Engine engine;
    private volatile @Nullable Statement running;

    /// @throws AwsError where the request is wrong whatever the database says
    DataStatement(DataRequest request, Engine engine, List<Map<String, DataParameter>> sets) {
        this.request = request;
        this.engine = engine;
        this.sql = request.sql(engine);
        sets.forEach(set -> requireAll(sql, set.keySet()));
    }

    /// Runs the statement once.
    ObjectNode execute(Connection connection, Map<String, DataParameter> parameters) {
        try (PreparedStatement statement = prepare(connection)) {
            bind(statement, parameters);
            boolean rows = statement.execute();
            ObjectNode answer = JSON.objectNode();
            if (rows) {
                tell(statement.getResultSet(), answer);
            }
            answer.put("numberOfRecordsUpdated", Math.max(0, statement.getUpdateCount()));
            if (!rows) {
                answer.set("generatedFields", generated(statement));
            }
            return answer;
        } catch (SQLException e) {
            throw DataErrors.database(e, engine);
        }
    }

    /// Runs the statement once for each parameter set.
    ObjectNode batch(Connection connection, List<Map<String, DataParameter>> sets) {
        ArrayNode results = JSON.arrayNode();
        try (PreparedStatement statement = prepare(connection)) {
            for (Map<String, DataParameter> set : sets) {
                bind(statement, set);
                statement.execute();
                results.addObject().set("generatedFields", generated(statement));
            }
            return JSON.objectNode().set("updateResults", results);
        } catch (SQLException e) {
            throw DataErrors.database(e, engine);
        }
    }

    /// Asks the database to stop.
    void cancel() {
        Statement statement = running;
        try {
            if (statement != null) {
                statement.cancel();
            }
        } catch (SQLException _) {
            // It ended meanwhile.
        }
    }

    private static void requireAll(SqlText sql, Set<String> given) {
        Set<String> missing = new TreeSet<>(sql.names());
        missing.removeAll(given);
        if (!missing.isEmpty()) {
            throw DataErrors.badRequest("Cannot find parameter: " + String.join(", ", missing));
        }
    }

    private PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement =
                switch (engine) {
                    case POSTGRESQL -> connection.prepareStatement(sql.jdbc());
                    case MYSQL ->
                            connection.prepareStatement(
                                    sql.jdbc(), Statement.RETURN_GENERATED_KEYS);
                };
        running = statement;
        return statement;
    }

    private void bind(PreparedStatement statement, Map<String, DataParameter> parameters)
            throws SQLException {
        int at = 0;
        for (String name : sql.names()) {
            DataParameter parameter = parameters.get(name);
            if (parameter == null) {
                throw DataErrors.badRequest("Cannot find parameter: " + name);
            }
            at++;
            parameter.bind(statement, at, engine);
        }
    }

    /// Aurora PostgreSQL never tells generated values here; `RETURNING` is for that.
    private ArrayNode generated(PreparedStatement statement) throws SQLException {
        ArrayNode fields = JSON.arrayNode();
        if (engine == Engine.POSTGRESQL) {
            return fields;
        }
        try (ResultSet keys = statement.getGeneratedKeys()) {
            while (keys.next()) {
                fields.addObject().put("longValue", keys.getLong(1));
            }
        }
        return fields;
    }

    private void tell(ResultSet rows, ObjectNode answer) throws SQLException {
        ResultSetMetaData metadata = rows.getMetaData();
        List<DataColumn> columns = new ArrayList<>();
        for (int at = 1; at <= metadata.getColumnCount(); at++) {
            columns.add(DataColumn.of(metadata, at, engine));
        }
        List<List<ObjectNode>> records = records(rows, columns);
        if (request.wantsJson()) {
            answer.put("formattedRecords", formatted(records, columns));
            return;
        }
        ArrayNode all = answer.putArray("records");
        records.forEach(fields -> all.addArray().addAll(fields));
        if (request.wantsMetadata()) {
            ArrayNode told = answer.putArray("columnMetadata");
            for (DataColumn column : columns) {
                told.add(DataColumn.metadata(metadata, column.at()));
            }
        }
    }

    private List<List<ObjectNode>> records(ResultSet rows, List<DataColumn> columns)
            throws SQLException {
        DataFields fields = new DataFields(request.longsAsText(), request.decimalsAsNumbers());
        List<List<ObjectNode>> records = new ArrayList<>();
        int total = 0;
        while (rows.next()) {
            int size = 0;
            List<ObjectNode> values = new ArrayList<>();
            for (DataColumn column : columns) {
                DataFields.Field field = fields.read(rows, column);
                values.add(field.json());
                size += field.bytes();
            }
            total += size;
            requireSmall(size, total);
            records.add(values);
        }
        return records;
    }

    private static void requireSmall(int row, int total) {
        if (row > LARGEST_ROW) {
            throw DataErrors.rowTooLarge(row, LARGEST_ROW);
        }
        if (total > LARGEST_RESPONSE) {
            throw DataErrors.responseTooLarge();
        }
    }

    private static String formatted(List<List<ObjectNode>> records, List<DataColumn> columns) {
        if (columns.stream().map(DataColumn::label).distinct().count() < columns.size()) {
            throw DataErrors.badRequest(
                    "Column names must be unique where records are formatted as JSON");
        }
        ArrayNode all = JSON.arrayNode();
        for (List<ObjectNode> record : records) {
            ObjectNode object = all.addObject();
            for (int i = 0; i < columns.size(); i++) {
                object.set(columns.get(i).label(), DataFields.plain(record.get(i)));
            }
        }
        return all.toString();
    }
}
