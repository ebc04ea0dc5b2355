package io.keymend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.json.Json;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

final class SemaphoreTableTest {
    private static final String HEADER = "step\tmessage\toffset\tname\tcause\tlogged";

    private static List<String> table(String file) throws Json.Unreadable {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SemaphoreTable.of(file.getBytes(StandardCharsets.UTF_8))
                .print(new PrintStream(bytes, false, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void everySecretIsALineInTheOrderOfTheFile() throws Json.Unreadable {
        assertThat(
                        table(
                                """
                                {"note": "x",
                                 "afterDecrypt": [{"name": "c", "key": "", "type": "ssh",
                                                   "secret": "bm8="}],
                                 "vectors": [{"name": "a", "key": "*", "secret": "AAAA"},
                                             {"name": "b\\n", "key": null, "secret": null}]}
                                """))
                .containsExactly(
                        HEADER,
                        "KEY_BASE64\tillegal base64 data at input byte 0\t0\ta\tdamaged\tillegal"
                                + " base64 data at input byte 0 | decode encryption key: illegal"
                                + " base64 data at input byte 0",
                        "EMPTY\t-\t-\tb \tno key asked\t-",
                        "JSON_SYNTAX\tinvalid character 'o' in literal null (expecting 'u')\t2\tc"
                                + "\tdamaged\tsecret must be valid json in key 'c'");
    }

    @Test
    void aBareArrayWillDo() throws Json.Unreadable {
        assertThat(table("[{\"secret\": \"cGxhaW4=\", \"key\": \"\", \"type\": \"string\"}]"))
                .containsExactly(
                        HEADER,
                        "NO_KEY_PASSTHROUGH\t-\t-\t-\twritten without a key, and none is set\t-");
    }

    @Test
    void anotherFileIsRefusedWithoutItsText() {
        assertThatThrownBy(() -> table("hunter-two"))
                .isInstanceOf(Json.Unreadable.class)
                .hasMessageNotContaining("hunter");
    }
}
