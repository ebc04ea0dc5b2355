package io.keymend.evidence;

/// A table in a schema. MySQL calls the schema a database.
public record TableName(String schema, String table) {
    @Override
    public String toString() {
        return schema + "." + table;
    }
}
