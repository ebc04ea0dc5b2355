package io.keymend.localaws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Turns values of a result into members of the `Field` union.
///
/// @param longsAsText `longReturnType` is `STRING`
/// @param decimalsAsNumbers `decimalReturnType` is `DOUBLE_OR_LONG`
record DataFields(boolean longsAsText, boolean decimalsAsNumbers) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// One value with the number of bytes it counts against the limits.
    record Field(ObjectNode json, int bytes) {
        /// Without the value.
        @Override
        public String toString() {
            return "Field[" + bytes + " bytes]";
        }
    }

    Field read(ResultSet row, DataColumn column) throws SQLException {
        if (column.kind() == DataColumn.Kind.BLOB && !column.array()) {
            byte[] bytes = row.getBytes(column.at());
            return bytes == null
                    ? absent()
                    : new Field(JSON.objectNode().put("blobValue", bytes), bytes.length);
        }
        String text = text(row, column);
        if (text == null) {
            return absent();
        }
        ObjectNode json = column.array() ? array(text, column) : scalar(text, column.kind());
        return new Field(json, text.getBytes(StandardCharsets.UTF_8).length);
    }

    /// The value itself, as `formatRecordsAs=JSON` tells it.
    static JsonNode plain(ObjectNode field) {
        if (field.has("isNull")) {
            return JSON.nullNode();
        }
        JsonNode value = field.elements().next();
        return value.isObject() ? value.elements().next() : value;
    }

    private static Field absent() {
        return new Field(JSON.objectNode().put("isNull", true), 0);
    }

    private static @Nullable String text(ResultSet row, DataColumn column) throws SQLException {
        if (column.kind() == DataColumn.Kind.BOOLEAN && !column.array()) {
            boolean value = row.getBoolean(column.at());
            return row.wasNull() ? null : value ? "t" : "f";
        }
        return row.getString(column.at());
    }

    private ObjectNode scalar(String text, DataColumn.Kind kind) {
        JsonNode value = value(text, kind);
        String member =
                value.isBoolean()
                        ? "booleanValue"
                        : value.isTextual()
                                ? "stringValue"
                                : value.isDouble() ? "doubleValue" : "longValue";
        return JSON.objectNode().set(member, value);
    }

    private JsonNode value(String text, DataColumn.Kind kind) {
        return switch (kind) {
            case BOOLEAN -> JSON.booleanNode(text.equals("t"));
            case INTEGER -> JSON.numberNode(Long.parseLong(text));
            case BIGINT -> longsAsText ? JSON.textNode(text) : bigint(text);
            case DOUBLE -> JSON.numberNode(Double.parseDouble(text));
            case DECIMAL -> decimalsAsNumbers ? decimal(text) : JSON.textNode(text);
            case INSTANT ->
                    JSON.textNode(
                            text.endsWith("+00") ? text.substring(0, text.length() - 3) : text);
            case STRING, BLOB -> JSON.textNode(text);
        };
    }

    /// Unsigned values above the range of a long stay text.
    private static JsonNode bigint(String text) {
        BigDecimal value = new BigDecimal(text);
        boolean fits = value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return fits ? JSON.numberNode(value.longValue()) : JSON.textNode(text);
    }

    private static JsonNode decimal(String text) {
        if (text.equals("NaN") || text.endsWith("Infinity")) {
            return JSON.numberNode(Double.parseDouble(text));
        }
        BigDecimal value = new BigDecimal(text);
        return value.scale() == 0
                ? JSON.numberNode(value.longValue())
                : JSON.numberNode(value.doubleValue());
    }

    private ObjectNode array(String text, DataColumn column) {
        ArrayNode values = JSON.arrayNode();
        for (String element : PostgresArray.elements(text, column.typeName())) {
            values.add(element == null ? JSON.nullNode() : value(element, column.kind()));
        }
        return JSON.objectNode()
                .set("arrayValue", JSON.objectNode().set(members(column.kind()), values));
    }

    private String members(DataColumn.Kind kind) {
        return switch (kind) {
            case BOOLEAN -> "booleanValues";
            case INTEGER -> "longValues";
            case BIGINT -> longsAsText ? "stringValues" : "longValues";
            case DOUBLE -> "doubleValues";
            case DECIMAL -> decimalsAsNumbers ? "doubleValues" : "stringValues";
            case STRING, INSTANT, BLOB -> "stringValues";
        };
    }
}
