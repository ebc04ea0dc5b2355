package io.keymend.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.stream.Collectors;

final class ModeTest {
    @ParameterizedTest
    @EnumSource
    void eachIsReadByItsLiteral(Mode mode) {
        assertThat(Mode.parse(mode.toString())).isEqualTo(mode);
        assertThat(Mode.isLiteral(mode.toString())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "on",
                "yes",
                "true",
                "Reseal",
                "RESEAL",
                "reseal ",
                " reseal",
                "purge",
                "purge_gone",
                "PURGE_GONE",
                "purge-gone,purge-superseded",
                "purge‐gone",
                "Off"
            })
    void anythingElseIsOff(String text) {
        assertThat(Mode.parse(text)).isEqualTo(Mode.OFF);
        assertThat(Mode.isLiteral(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, ''",
        "RESEAL, RESEAL",
        "PURGE_GONE, RESEAL PURGE_GONE",
        "PURGE_SUPERSEDED, RESEAL PURGE_GONE PURGE_SUPERSEDED"
    })
    void eachAllowsWhatThoseBeforeItAllow(Mode mode, String allowed) {
        assertThat(
                        Arrays.stream(Mode.values())
                                .filter(mode::allows)
                                .map(Mode::name)
                                .collect(Collectors.joining(" ")))
                .isEqualTo(allowed);
    }

    @Test
    void onlyTheLastTwoLose() {
        assertThat(Mode.values())
                .filteredOn(Mode::loses)
                .containsExactly(Mode.PURGE_GONE, Mode.PURGE_SUPERSEDED);
    }
}
