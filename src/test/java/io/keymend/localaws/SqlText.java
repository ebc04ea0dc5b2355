package io.keymend.localaws;

import io.keymend.install.Engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A statement with named parameters, turned into the positional form JDBC takes.
///
/// @param jdbc the text with one `?` for each use of a parameter
/// @param names the parameter behind each `?`, in order; a name used twice is there twice
/// @param several whether more than one statement was found
record SqlText(String jdbc, List<String> names, boolean several) {
    SqlText {
        names = List.copyOf(names);
    }

    static SqlText parse(String sql, Engine engine) {
        Reader reader = new Reader(sql, engine);
        reader.read();
        return new SqlText(reader.out.toString(), reader.names, reader.several);
    }

    /// Walks the text once; what is quoted or a comment passes as it is.
    private static final class Reader {
        private final SqlSpans spans;
        private final String sql;
        private final Engine engine;
        private final StringBuilder out = new StringBuilder();
        private final List<String> names = new ArrayList<>();
        private int at;
        private boolean ended;
        private boolean several;
        private String firstWord = "";
        private boolean compound;

        Reader(String sql, Engine engine) {
            this.sql = sql;
            this.engine = engine;
            this.spans = new SqlSpans(sql, engine);
        }

        void read() {
            while (at < sql.length()) {
                int commentEnd = spans.commentEnd(at);
                int quoteEnd = spans.quoteEnd(at);
                if (commentEnd > at) {
                    copyTo(commentEnd);
                } else if (quoteEnd > at) {
                    something();
                    copyTo(quoteEnd);
                } else {
                    readPlain(sql.charAt(at));
                }
            }
        }

        private void readPlain(char c) {
            if (c == ';') {
                ended = !compound;
                copyTo(at + 1);
            } else if (Character.isWhitespace(c)) {
                copyTo(at + 1);
            } else {
                something();
                readToken(c);
            }
        }

        private void readToken(char c) {
            int nameEnd = parameterEnd();
            if (nameEnd > 0) {
                names.add(sql.substring(at + 1, nameEnd));
                out.append('?');
                at = nameEnd;
            } else if (sql.startsWith("::", at)) {
                copyTo(at + 2);
            } else if (c == '?' && engine == Engine.POSTGRESQL) {
                // An operator of jsonb; the driver takes a doubled one for it.
                out.append("??");
                at++;
            } else if (SqlSpans.isWordStart(c)) {
                word();
            } else {
                copyTo(at + 1);
            }
        }

        /// The end of the parameter that starts here; 0 where none does.
        private int parameterEnd() {
            if (sql.charAt(at) != ':' || at + 1 >= sql.length() || sql.startsWith("::", at)) {
                return 0;
            }
            int end = spans.wordEnd(at + 1);
            boolean slice =
                    Character.isDigit(sql.charAt(at + 1))
                            && at > 0
                            && SqlSpans.isOperand(sql.charAt(at - 1));
            return end == at + 1 || slice ? 0 : end;
        }

        private void word() {
            int end = spans.wordEnd(at);
            String word = sql.substring(at, end).toUpperCase(Locale.ROOT);
            if (firstWord.isEmpty()) {
                firstWord = word;
            }
            // The body of a routine holds semicolons of its own.
            compound |= firstWord.equals("CREATE") && word.equals("BEGIN");
            copyTo(end);
        }

        private void something() {
            several |= ended;
        }

        private void copyTo(int end) {
            out.append(sql, at, end);
            at = end;
        }
    }
}
