package io.keymend.localaws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.install.Engine;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Set;

/// One column of a result: which member of the `Field` union its values fill, and its metadata.
record DataColumn(int at, String label, Kind kind, boolean array, String typeName) {
    /// How the values of a column are told.
    enum Kind {
        BOOLEAN,
        INTEGER,
        /// 64 bits: text on request.
        BIGINT,
        DOUBLE,
        DECIMAL,
        STRING,
        /// A point in time, told in UTC without an offset.
        INSTANT,
        BLOB
    }

    private static final Set<String> POSTGRES_TEXT =
            Set.of(
                    "text",
                    "varchar",
                    "bpchar",
                    "name",
                    "citext",
                    "uuid",
                    "json",
                    "jsonb",
                    "date",
                    "time",
                    "timetz",
                    "timestamp",
                    "interval",
                    "inet",
                    "cidr",
                    "macaddr",
                    "macaddr8",
                    "ltree",
                    "unknown");

    private static final Set<String> MYSQL_GEOMETRY =
            Set.of(
                    "GEOMETRY",
                    "POINT",
                    "LINESTRING",
                    "POLYGON",
                    "MULTIPOINT",
                    "MULTILINESTRING",
                    "MULTIPOLYGON",
                    "GEOMETRYCOLLECTION");

    /// @throws AwsError where the Data API does not return the column's type
    static DataColumn of(ResultSetMetaData all, int at, Engine engine) throws SQLException {
        String type = all.getColumnTypeName(at);
        return switch (engine) {
            case POSTGRESQL -> postgres(all, at, type);
            case MYSQL ->
                    new DataColumn(at, all.getColumnLabel(at), mysql(all, at, type), false, type);
        };
    }

    static ObjectNode metadata(ResultSetMetaData all, int at) throws SQLException {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("arrayBaseColumnType", 0);
        json.put("isAutoIncrement", all.isAutoIncrement(at));
        json.put("isCaseSensitive", all.isCaseSensitive(at));
        json.put("isCurrency", all.isCurrency(at));
        json.put("isSigned", all.isSigned(at));
        json.put("label", all.getColumnLabel(at));
        json.put("name", all.getColumnName(at));
        json.put("nullable", all.isNullable(at));
        json.put("precision", all.getPrecision(at));
        json.put("scale", all.getScale(at));
        json.put("schemaName", all.getSchemaName(at));
        json.put("tableName", all.getTableName(at));
        json.put("type", all.getColumnType(at));
        json.put("typeName", all.getColumnTypeName(at));
        return json;
    }

    private static DataColumn postgres(ResultSetMetaData all, int at, String type)
            throws SQLException {
        boolean array = type.startsWith("_") && all.getColumnType(at) == Types.ARRAY;
        String base = array ? type.substring(1) : type;
        boolean enumeration = all.getColumnType(at) == Types.VARCHAR;
        Kind kind =
                switch (base) {
                    case "bool" -> Kind.BOOLEAN;
                    case "int2", "int4", "smallserial", "serial" -> Kind.INTEGER;
                    case "int8", "bigserial", "oid" -> Kind.BIGINT;
                    case "float4", "float8" -> Kind.DOUBLE;
                    case "numeric" -> Kind.DECIMAL;
                    case "timestamptz" -> Kind.INSTANT;
                    case "bytea" -> Kind.BLOB;
                    case "char" -> throw DataErrors.unsupported("\"CHAR\"");
                    case String text when POSTGRES_TEXT.contains(text) || enumeration ->
                            Kind.STRING;
                    default -> throw DataErrors.unsupported(type);
                };
        return new DataColumn(at, all.getColumnLabel(at), kind, array, type);
    }

    private static Kind mysql(ResultSetMetaData all, int at, String type) throws SQLException {
        if (MYSQL_GEOMETRY.contains(type)) {
            throw DataErrors.unsupported(type);
        }
        return switch (all.getColumnType(at)) {
            case Types.BIT, Types.BOOLEAN ->
                    all.getPrecision(at) > 1 && type.equals("BIT") ? Kind.BLOB : Kind.BOOLEAN;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> Kind.INTEGER;
            case Types.BIGINT -> Kind.BIGINT;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> Kind.DOUBLE;
            case Types.DECIMAL, Types.NUMERIC -> Kind.DECIMAL;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Kind.BLOB;
            default -> Kind.STRING;
        };
    }
}
