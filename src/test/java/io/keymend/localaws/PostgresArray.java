package io.keymend.localaws;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Reads PostgreSQL's text form of a one-dimensional array, such as `{1,NULL,"a b"}`.
final class PostgresArray {
    private final String text;
    private final String typeName;
    private final List<@Nullable String> elements = new ArrayList<>();
    private int at;

    private PostgresArray(String text, String typeName) {
        this.text = text;
        this.typeName = typeName;
        this.at = text.indexOf('{') + 1;
    }

    /// The elements; a null among them is null.
    ///
    /// @throws AwsError for an array of arrays, which the Data API does not return
    static List<@Nullable String> elements(String text, String typeName) {
        PostgresArray array = new PostgresArray(text, typeName);
        array.read();
        return array.elements;
    }

    private void read() {
        while (text.charAt(at) != '}') {
            switch (text.charAt(at)) {
                case '{' -> throw DataErrors.unsupported(typeName);
                case ',' -> at++;
                case '"' -> elements.add(quoted());
                default -> elements.add(bare());
            }
        }
    }

    private @Nullable String bare() {
        int end = at;
        while (text.charAt(end) != ',' && text.charAt(end) != '}') {
            end++;
        }
        String element = text.substring(at, end);
        at = end;
        return element.equals("NULL") ? null : element;
    }

    private String quoted() {
        StringBuilder element = new StringBuilder();
        at++;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 1 : 0;
            element.append(text.charAt(at));
            at++;
        }
        at++;
        return element.toString();
    }
}
