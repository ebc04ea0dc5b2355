package io.keymend.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

final class TimeLeftTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:20:00Z");

    @ParameterizedTest
    @CsvSource({
        "P12D, 12 d 0 h left",
        "P11DT23H59M, 11 d 23 h left",
        "P1D, 1 d 0 h left",
        "PT23H59M59S, 23 h 59 min left",
        "PT59S, 0 h 0 min left",
        "PT0S, the time is over",
        "PT-1S, the time is over"
    })
    void itIsSaidInDaysThenInHours(Duration left, String words) {
        assertThat(new TimeLeft(NOW.plus(left), NOW)).hasToString(words);
    }
}
