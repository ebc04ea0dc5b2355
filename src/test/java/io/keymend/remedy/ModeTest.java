package io.keymend.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModeTest {
    @ParameterizedTest
    @EnumSource
    void aModeIsWhatItIsWritten(Mode mode) {
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
                "purge",
                "Reseal",
                "RESEAL",
                "reseal ",
                " reseal",
                "purge_gone",
                "PURGE_GONE",
                "purge-superseded\n",
                "purge-gone,reseal",
                "0"
            })
    void whatIsNotWrittenExactlySoIsOff(String text) {
        assertThat(Mode.parse(text)).isEqualTo(Mode.OFF);
        assertThat(Mode.isLiteral(text)).isFalse();
    }
}
