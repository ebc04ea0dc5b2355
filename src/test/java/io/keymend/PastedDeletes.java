package io.keymend;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The DELETE statements of an alert, as a person would copy them out of it.
record PastedDeletes(List<Delete> all) {
    private static final Pattern DELETE =
            Pattern.compile(
                    "(DELETE FROM \\S+\\.[\"`](\\w+)[\"`].*?\n\\s*); -- expect (\\d+) rows?\n",
                    Pattern.DOTALL);

    PastedDeletes {
        all = List.copyOf(all);
    }

    static PastedDeletes of(String alert) {
        List<Delete> deletes = new ArrayList<>();
        Matcher matcher = DELETE.matcher(alert);
        while (matcher.find()) {
            deletes.add(
                    new Delete(
                            matcher.group(2),
                            matcher.group(1),
                            Integer.parseInt(matcher.group(3))));
        }
        return new PastedDeletes(deletes);
    }

    List<String> tables() {
        return all.stream().map(Delete::table).toList();
    }

    /// One statement, and how many rows the alert says it deletes.
    record Delete(String table, String sql, int expected) {
        int run(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        }
    }
}
