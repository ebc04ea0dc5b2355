package io.keymend.aead;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// Go's own answers to mutated base64 and JSON, taken from Go 1.19: `go-answers.tsv` has for every
/// input, in hex, what `base64.StdEncoding` or `json.Unmarshal` into Semaphore's structs said of
/// it.
final class GoAnswersTest {
    @Test
    void base64IsDecidedAsGoDecidesIt() throws IOException {
        List<String[]> rows = rows("base64");
        for (String[] row : rows) {
            byte[] text = HexFormat.of().parseHex(row[1]);
            byte[] out = new byte[GoBase64.room(text.length)];
            int size = GoBase64.decode(text, 0, text.length, out);
            String answer =
                    size < 0
                            ? ~size + "\t"
                            : "-\t" + HexFormat.of().formatHex(Arrays.copyOf(out, size));
            assertThat(answer).as(row[1]).isEqualTo(row[2] + "\t" + row[3]);
        }
        assertThat(rows).hasSizeGreaterThan(500);
    }

    @Test
    void anOffsetIsCountedFromWhereTheValueBegins() {
        byte[] text = "abcdefghijk:AA*A".getBytes(StandardCharsets.US_ASCII);
        assertThat(GoBase64.decode(text, 12, 16, new byte[6])).isEqualTo(~2);
    }

    @Test
    void jsonIsDecidedAsGoDecidesIt() throws IOException {
        List<String[]> rows = rows("login_password", "ssh");
        for (String[] row : rows) {
            byte[] text = HexFormat.of().parseHex(row[1]);
            byte[] stale = Arrays.copyOf(text, text.length + 3);
            Arrays.fill(stale, text.length, stale.length, (byte) '7');
            Outcome outcome = JsonFields.read(stale, text.length, SecretType.of(row[0]), true);
            assertThat(answer(outcome, SecretType.of(row[0])))
                    .as(new String(text, StandardCharsets.ISO_8859_1))
                    .isEqualTo(row[2] + "\t" + row[3] + "\t" + row[4]);
        }
        assertThat(rows).hasSizeGreaterThan(1_000);
    }

    private static String answer(Outcome outcome, SecretType type) {
        return switch (outcome) {
            case Outcome.NotJson(_, var message, var offset) ->
                    "syntax\t" + message + "\t" + offset;
            case Outcome.WrongJson(_, var message, var offset) ->
                    "type\t" + message + "\t" + offset;
            case Outcome.Opened(_, Content.Fields fields) -> "ok\t" + filled(fields, type) + "\t-";
            default -> throw new AssertionError(outcome);
        };
    }

    /// One digit a field: whether Go has text in it afterwards.
    private static String filled(Content.Fields fields, SecretType type) {
        StringBuilder bits = new StringBuilder();
        for (String field : type.fields()) {
            boolean none = fields.missing().contains(field) || fields.empty().contains(field);
            bits.append(none ? '0' : '1');
        }
        return bits.toString();
    }

    @Test
    void tenThousandLevelsAreTheMostAsInGo() {
        byte[] most = nested(10_000);
        assertThat(JsonScanner.check(most, most.length)).isNull();
        byte[] more = nested(10_001);
        assertThat(JsonScanner.check(more, more.length))
                .isEqualTo(new JsonFault("invalid character '[' exceeded max depth", 10_001));
    }

    private static byte[] nested(int depth) {
        return ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aByteIsQuotedAsGoQuotesIt() {
        assertThat(
                        IntStream.of(0, 7, '\t', '\'', '"', '\\', 0x7f, 0x85, 0xa0, 0xad, 0xff)
                                .mapToObj(GoQuote::of))
                .containsExactly(
                        "'\\x00'",
                        "'\\a'",
                        "'\\t'",
                        "'\\''",
                        "'\"'",
                        "'\\\\'",
                        "'\\x7f'",
                        "'\\u0085'",
                        "'\\u00a0'",
                        "'\\u00ad'",
                        "'ÿ'");
    }

    private static List<String[]> rows(String... kinds) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(GoAnswersTest.class.getResourceAsStream("go-answers.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .filter(row -> List.of(kinds).contains(row[0]))
                    .toList();
        }
    }
}
