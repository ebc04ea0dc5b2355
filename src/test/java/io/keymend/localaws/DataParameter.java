package io.keymend.localaws;

import com.fasterxml.jackson.databind.JsonNode;

import io.keymend.install.Engine;

import org.postgresql.util.PGobject;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/// One named parameter of a request, checked as far as that goes without a database.
///
/// @param field which member of the `Field` union is set
/// @param hint what a string stands for
record DataParameter(String name, Kind field, JsonNode value, Hint hint) {
    private static final Set<String> NO_NUMBER = Set.of("NaN", "Infinity", "-Infinity");

    /// The members of the `Field` union a parameter can have.
    enum Kind {
        isNull,
        booleanValue,
        longValue,
        doubleValue,
        stringValue,
        blobValue,
        arrayValue
    }

    /// The type hints, with the text each takes.
    enum Hint {
        NONE("", "(?s).*"),
        JSON("json", "(?s).*"),
        UUID("uuid", "(?s).*"),
        DATE("date", "[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        TIME("time", "[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?"),
        TIMESTAMP(
                "timestamp",
                "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?"),
        DECIMAL("numeric", "[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

        private final String type;
        private final Pattern form;

        Hint(String type, String form) {
            this.type = type;
            this.form = Pattern.compile(form);
        }
    }

    /// Reads a `SqlParameter`.
    static DataParameter of(JsonNode json) {
        String name = json.path("name").asText();
        if (name.isEmpty()) {
            throw DataErrors.validation("Parameter name must not be empty");
        }
        Kind field = kind(name, json.path("value"));
        JsonNode value = json.path("value").path(field.name());
        Hint hint = json.hasNonNull("typeHint") ? hint(json.path("typeHint").asText()) : Hint.NONE;
        return checked(new DataParameter(name, field, value, hint));
    }

    /// Sets this parameter at a position of a statement.
    void bind(PreparedStatement statement, int at, Engine engine) throws SQLException {
        switch (field) {
            case isNull -> statement.setNull(at, Types.NULL);
            case booleanValue -> statement.setBoolean(at, value.booleanValue());
            case longValue -> statement.setLong(at, value.longValue());
            case doubleValue -> statement.setDouble(at, number());
            case blobValue -> statement.setBytes(at, Base64.getDecoder().decode(value.asText()));
            case stringValue -> bindString(statement, at, engine);
            case arrayValue -> throw DataErrors.validation("Array parameters are not supported.");
        }
    }

    /// Without the value.
    @Override
    public String toString() {
        return "DataParameter[" + name + " " + field + "]";
    }

    private void bindString(PreparedStatement statement, int at, Engine engine)
            throws SQLException {
        if (hint == Hint.DECIMAL) {
            statement.setBigDecimal(at, new BigDecimal(value.asText()));
        } else if (hint == Hint.NONE || engine == Engine.MYSQL) {
            statement.setString(at, value.asText());
        } else {
            PGobject typed = new PGobject();
            typed.setType(hint.type);
            typed.setValue(value.asText());
            statement.setObject(at, typed);
        }
    }

    /// Doubles without a number of their own travel as text.
    private double number() {
        return value.isTextual() ? Double.parseDouble(value.asText()) : value.doubleValue();
    }

    private static DataParameter checked(DataParameter parameter) {
        if (parameter.field == Kind.arrayValue) {
            throw DataErrors.validation("Array parameters are not supported.");
        }
        boolean hinted = parameter.field == Kind.stringValue;
        if (hinted && !parameter.hint.form.matcher(parameter.value.asText()).matches()) {
            throw DataErrors.validation(
                    "Parameter \"%s\" is not of the form type hint %s takes"
                            .formatted(parameter.name, parameter.hint));
        }
        return parameter;
    }

    private static Kind kind(String name, JsonNode union) {
        for (Kind kind : Kind.values()) {
            if (union.hasNonNull(kind.name())) {
                requireType(kind, union.path(kind.name()));
                return kind;
            }
        }
        throw DataErrors.validation("Parameter \"" + name + "\" has value with no field set");
    }

    private static void requireType(Kind kind, JsonNode value) {
        boolean fits =
                switch (kind) {
                    case isNull, booleanValue -> value.isBoolean();
                    case longValue -> value.canConvertToLong();
                    case doubleValue -> value.isNumber() || NO_NUMBER.contains(value.asText());
                    case stringValue -> value.isTextual();
                    case blobValue -> isBase64(value);
                    case arrayValue -> value.isObject();
                };
        if (!fits) {
            throw new AwsError(
                    400, "SerializationException", kind + " has a value of another type");
        }
    }

    private static boolean isBase64(JsonNode value) {
        try {
            return value.isTextual() && Base64.getDecoder().decode(value.asText()) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Hint hint(String text) {
        for (Hint hint : Hint.values()) {
            if (hint != Hint.NONE && hint.name().equals(text)) {
                return hint;
            }
        }
        throw DataErrors.validation("Unknown type hint: " + text);
    }
}
