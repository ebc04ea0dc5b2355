package io.keymend.aws.trail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

final class LocaleDateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Nov 2, 2021, 11:25:25 PM|2021-11-02T23:25:25Z",
                "Apr 12, 2021 18:58:30 PM|2021-04-12T18:58:30Z",
                "Jan 1, 2021 8:00:00 PM|2021-01-01T20:00:00Z",
                "May 21, 2025, 5:47:45 AM|2025-05-21T05:47:45Z",
                "May 21, 2025, 5:47:45\u202fAM|2025-05-21T05:47:45Z",
                "Aug 10, 2022, 12:38:27 AM|2022-08-10T00:38:27Z",
                "2026-12-01T08:15:00Z|2026-12-01T08:15:00Z"
            })
    void everyFormThatWasSeenIsRead(String text, Instant time) {
        assertThat(LocaleDate.read(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "Feb 30, 2021, 25:25:25 PM",
                "12.04.2021",
                "Nov 2, 2021, 11:25:25 PM and then some more of it"
            })
    void anythingElseIsNoDate(String text) {
        assertThat(LocaleDate.read(text)).isEmpty();
    }
}
