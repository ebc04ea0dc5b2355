package io.keymend.aead;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

final class RepairsTest {
    /// Has both characters in which the alphabets differ.
    private static final String KEY =
            Sealing.base64(
                    HexFormat.of()
                            .parseHex("fbfffefbfffe" + "0123456789abcdef".repeat(3) + "0102"));

    private static final String RAW = "qndHIZHsdC9JTCA4DVMbziDav6QM11HB";

    /// The keys found, in base64, by what was done.
    private static Map<String, String> repairs(String text) {
        Map<String, String> found = new TreeMap<>();
        try (KeyCandidate original = Sealing.candidate("it", Origin.ENVIRONMENT, text)) {
            for (KeyCandidate repair : Repairs.of(original)) {
                assertThat(repair.ref().repairOf()).isEqualTo("it");
                assertThat(repair.ref().origin()).isEqualTo(Origin.REPAIR);
                found.put(repair.toString(), Sealing.base64(repair.key()));
                repair.close();
            }
        }
        return found;
    }

    @Test
    void quotesAreTakenOff() {
        assertThat(repairs("\"" + KEY + "\""))
                .containsOnly(Map.entry("it with its quotes removed", KEY));
        assertThat(repairs(KEY + "\""))
                .containsOnly(Map.entry("it with its trailing quote removed", KEY));
        assertThat(repairs("'" + KEY))
                .containsOnly(Map.entry("it with its leading quote removed", KEY));
    }

    @Test
    void blanksAreTakenOut() {
        assertThat(repairs(" " + KEY + "\r\n"))
                .containsOnly(Map.entry("it with the blanks around it removed", KEY));
        assertThat(repairs(KEY.substring(0, 20) + "\t" + KEY.substring(20)))
                .containsOnly(Map.entry("it with the blanks in it removed", KEY));
    }

    @Test
    void theUrlSafeAlphabetIsReplaced() {
        String urlSafe = KEY.replace('+', '-').replace('/', '_');
        assertThat(urlSafe).isNotEqualTo(KEY);
        assertThat(repairs(urlSafe))
                .containsOnly(Map.entry("it with its url-safe characters replaced", KEY));
    }

    @Test
    void theLostPaddingIsRestored() {
        assertThat(repairs(KEY.substring(0, 43)))
                .containsOnly(Map.entry("it with its lost = restored", KEY));
        assertThat(repairs(KEY + "="))
                .containsOnly(Map.entry("it with its surplus = removed", KEY));
    }

    @Test
    void severalFaultsArePutRightTogether() {
        String text = "\" " + KEY.substring(0, 43).replace('+', '-').replace('/', '_') + "\"\n";
        assertThat(repairs(text))
                .containsOnly(
                        Map.entry(
                                "it with its quotes removed and the blanks around it removed and"
                                    + " its url-safe characters replaced and its lost = restored",
                                KEY));
    }

    @Test
    void oneLayerTooManyIsTakenOff() {
        assertThat(repairs(Sealing.plain(KEY)))
                .containsOnly(Map.entry("it with one more base64 decoding", KEY));
        assertThat(repairs(Sealing.plain(KEY + "\n")))
                .containsOnly(
                        Map.entry(
                                "it with one more base64 decoding and the blanks around it"
                                        + " removed",
                                KEY));
    }

    @Test
    void thirtyTwoCharactersMayBeTheKeyThemselves() {
        assertThat(repairs(RAW))
                .containsEntry(
                        "it with its 32 characters taken for the key itself", Sealing.plain(RAW));
        assertThat(repairs("'" + RAW + "'"))
                .containsEntry(
                        "it with its quotes removed and its 32 characters taken for the key itself",
                        Sealing.plain(RAW));
    }

    @Test
    void theKeyOfThirtyTwoCharactersMayHaveBeenDecodedOnceMore() {
        assertThat(repairs(Sealing.plain(RAW)))
                .containsEntry("it with one more base64 decoding", RAW);
    }

    @Test
    void aSoundKeyHasNothingToRepair() {
        assertThat(repairs(KEY)).isEmpty();
        assertThat(repairs("")).isEmpty();
        assertThat(repairs("\"\"")).isEmpty();
    }

    @Test
    void theOriginalIsLeftAsItIs() {
        try (KeyCandidate original = Sealing.candidate("it", Origin.KEPT, "'" + KEY)) {
            Repairs.of(original).forEach(KeyCandidate::close);
            assertThat(new String(original.text(), StandardCharsets.UTF_8)).isEqualTo("'" + KEY);
        }
    }

    @Test
    void atMostThreeKeysComeOfOne() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            byte[] text = Sealing.bytes(random, random.nextInt(70));
            String key =
                    i % 2 == 0
                            ? Sealing.base64(text)
                            : new String(text, StandardCharsets.ISO_8859_1);
            assertThat(repairs(key)).hasSizeLessThan(4);
        }
        assertThat(Base64.getDecoder().decode(RAW)).hasSize(24);
        assertThat(List.copyOf(repairs(RAW).values())).doesNotContain(RAW);
    }
}
