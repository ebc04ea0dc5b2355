package io.keymend.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

final class FingerprintTest {
    private static final String HEX =
            "00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210";

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void hexReadsAndPrintsTheSame() {
        assertThat(Fingerprint.ofHex(HEX)).hasToString(HEX);
        assertThat(Fingerprint.ofHex(HEX.toUpperCase(java.util.Locale.ROOT)).hex()).isEqualTo(HEX);
        assertThat(Fingerprint.ofHex(HEX).brief()).isEqualTo("00112233");
    }

    @Test
    void randomFingerprintsSurviveEveryForm() {
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[Fingerprint.LENGTH];
            random.nextBytes(bytes);
            Fingerprint fingerprint = Fingerprint.at(bytes, 0);
            assertThat(fingerprint.hex()).as(seeded()).isEqualTo(HexFormat.of().formatHex(bytes));
            assertThat(Fingerprint.ofHex(fingerprint.hex())).as(seeded()).isEqualTo(fingerprint);
            assertThat(Fingerprint.ofBase64Middle(fingerprint.base64Middle()))
                    .as(seeded())
                    .isEqualTo(fingerprint);
        }
    }

    @Test
    void theMiddleIsCharacters7To50OfAWholeBlobsBase64() {
        for (int i = 0; i < 500; i++) {
            byte[] blob = new byte[180];
            random.nextBytes(blob);
            blob[4] = 0x78;
            blob[37] = (byte) (i % 2);
            assertThat(Base64.getEncoder().encodeToString(blob).substring(6, 50))
                    .as(seeded())
                    .isEqualTo(Fingerprint.at(blob, 5).base64Middle());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0011",
                HEX + "00",
                "zz112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210"
            })
    void otherTextIsNoHexFingerprint(String text) {
        assertThatThrownBy(() -> Fingerprint.ofHex(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gA",
                "gAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
                "gAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_A"
            })
    void otherTextIsNoMiddle(String text) {
        assertThatThrownBy(() -> Fingerprint.ofBase64Middle(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMiddleNoBlobCanHaveIsRefused() {
        String middle = Fingerprint.ofHex(HEX).base64Middle();
        assertThatThrownBy(() -> Fingerprint.ofBase64Middle("A" + middle.substring(1)))
                .as("byte 4 is not 0x78")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Fingerprint.ofBase64Middle(middle.substring(0, 43) + "P"))
                .as("byte 37 is neither 0 nor 1")
                .isInstanceOf(IllegalArgumentException.class);
    }

    private String seeded() {
        return "seed " + seed;
    }
}
