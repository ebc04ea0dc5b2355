package io.keymend.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModeTest {
    @ParameterizedTest
    @EnumSource
    void eachIsReadByItsLiteral(Mode mode) {
        assertThat(Mode.parse(mode.literal())).isEqualTo(mode);
        assertThat(Mode.isLiteral(mode.literal())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "on", "yes", "true", "Reseal", "RESEAL", "reseal ", " reseal", "purge",
                "purge_gone", "PURGE_GONE", "purge-gone,purge-superseded", "purge‐gone", "Off"
            })
    void anythingElseIsOff(String text) {
        assertThat(Mode.parse(text)).isEqualTo(Mode.OFF);
        assertThat(Mode.isLiteral(text)).isFalse();
    }

    @Test
    void eachAllowsWhatThoseBeforeItAllow() {
        for (Mode mode : Mode.values()) {
            for (Mode asked : Mode.values()) {
                assertThat(mode.allows(asked))
                        .as("%s allows %s", mode, asked)
                        .isEqualTo(asked != Mode.OFF && asked.ordinal() <= mode.ordinal());
            }
        }
    }

    @Test
    void onlyTheLastTwoLose() {
        assertThat(Mode.values()).filteredOn(Mode::loses)
                .containsExactly(Mode.PURGE_GONE, Mode.PURGE_SUPERSEDED);
    }
}
