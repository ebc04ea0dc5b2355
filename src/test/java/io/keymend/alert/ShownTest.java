package io.keymend.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

final class ShownTest {
    private final long seed = new Random().nextLong();

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "Zürich 東京", "a\\b", "<b>&amp;</b>", "'; DROP TABLE x;--"})
    void plainTextIsItself(String text) {
        assertThat(Shown.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb', a\\u{a}b",
        "'a\r\nb', a\\u{d}\\u{a}b",
        "'\t', \\u{9}",
        "'\u001b[31m', \\u{1b}[31m",
        "'\u0000', \\u{0}",
        "'\u0085', \\u{85}",
        "'\u202edrowssap', \\u{202e}drowssap",
        "'\u2066\u2069', \\u{2066}\\u{2069}",
        "'\u200f', \\u{200f}",
        "'\u200b', \\u{200b}",
        "'\u2028\u2029', \\u{2028}\\u{2029}",
        "'\ufeff', \\u{feff}",
        "'\ue000', \\u{e000}",
        "'\uDB40\uDC41', \\u{e0041}"
    })
    void whatCannotBeSeenIsWrittenOut(String text, String shown) {
        assertThat(Shown.of(text)).isEqualTo(shown);
    }

    @Test
    void aLoneSurrogateIsWrittenOutAndAPairIsKept() {
        assertThat(Shown.of("a\ud83d")).isEqualTo("a\\u{d83d}");
        assertThat(Shown.of("\ude00a")).isEqualTo("\\u{de00}a");
        assertThat(Shown.of("\ud83d\ude00")).isEqualTo("\ud83d\ude00");
    }

    @Test
    void aLongTextIsCutAndSaysSo() {
        assertThat(Shown.of("x".repeat(1_000))).isEqualTo("x".repeat(1_000));
        assertThat(Shown.of("x".repeat(1_001))).isEqualTo("x".repeat(1_000) + "...");
        assertThat(Shown.of("\n".repeat(100_000))).hasSizeLessThan(1_020).endsWith("...");
        assertThat(Shown.of("\ud83d\ude00".repeat(600))).hasSize(1_003).endsWith("\ude00...");
    }

    @Test
    void noTextBreaksALine() {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(50); j > 0; j--) {
                text.append((char) random.nextInt(0x10000));
            }
            String shown = Shown.of(text.toString());
            assertThat(shown.lines().count()).as("seed %d", seed).isLessThanOrEqualTo(1);
            assertThat(
                            new String(
                                    shown.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                    java.nio.charset.StandardCharsets.UTF_8))
                    .as("seed %d: it survives UTF-8", seed)
                    .isEqualTo(shown);
        }
    }

    @Test
    void aCutNeverHalvesACharacter() {
        assertThat(Shown.boundary("a\ud83d\ude00b", 2)).isEqualTo(1);
        assertThat(Shown.boundary("a\ud83d\ude00b", 1)).isEqualTo(1);
        assertThat(Shown.boundary("a\ud83d\ude00b", 3)).isEqualTo(3);
        assertThat(Shown.boundary("ab", 2)).isEqualTo(2);
        assertThat(Shown.boundary("", 0)).isZero();
    }
}
