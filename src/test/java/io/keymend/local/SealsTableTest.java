package io.keymend.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.localaws.Callers;
import io.keymend.localaws.KmsStandIn;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

final class SealsTableTest {
    private static final String KEY =
            "arn:aws:kms:eu-west-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1";
    private static final String OTHER =
            "arn:aws:kms:eu-west-1:111122223333:key/b2d94e07-51c6-4f3b-8a1d-7c3e5f60a9b8";
    private static final KmsStandIn KMS = new KmsStandIn(new Callers());
    private static final String FINGERPRINT = fingerprint();

    private static String fingerprint() {
        KMS.createKey(KEY);
        return HexFormat.of().formatHex(KMS.fingerprint(KEY));
    }

    @AfterAll
    static void close() {
        KMS.close();
    }

    private static String blob() {
        return Base64.getEncoder().encodeToString(KMS.seal(KEY, new byte[32], Map.of()));
    }

    private static List<String> table(String file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SealsTable.of(file.lines().toList())
                .print(new PrintStream(bytes, false, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void oneValueALineIsReadWithoutAHeader() {
        assertThat(table(blob() + "\r\n\r\nhello\r\n" + blob().substring(0, 100) + "\n"))
                .containsExactly(
                        "format\tgeneration\tfingerprint\tkey_arns\tproviders\tstructure",
                        "kms_blob\t2\t" + FINGERPRINT + "\t-\t-\twhole",
                        "text\t-\t-\t-\t-\tplain",
                        "kms_blob\t-\t-\t-\t-\t"
                                + "damaged: its header announces 126 bytes and 17 follow");
    }

    @Test
    void theColumnIsFoundByItsNameAmongOthers() {
        assertThat(table("\ufeffid\t\"Base64\"\tnote\r\n1\t\"" + blob() + "\"\tx\r\n2\r\n"))
                .containsExactly(
                        "format\tgeneration\tfingerprint\tkey_arns\tproviders\tstructure",
                        "kms_blob\t2\t" + FINGERPRINT + "\t-\t-\twhole",
                        "empty\t-\t-\t-\t-\tplain");
    }

    @Test
    void labelsAreComparedWithinTheFile() {
        String row = "\t" + blob() + "\n";
        assertThat(table("key_ref\tbase64\n" + (KEY + row).repeat(2) + OTHER + row + "x" + row))
                .hasSize(5)
                .satisfiesExactly(
                        header -> assertThat(header).endsWith("\tlabel"),
                        first -> assertThat(first).endsWith("\tagree"),
                        second -> assertThat(second).endsWith("\tagree"),
                        third -> assertThat(third).endsWith("\tlabel and seal disagree"),
                        fourth -> assertThat(fourth).endsWith("\tno label comparison possible"));
    }

    @Test
    void severalSealsStandInOneCell() {
        String twice = FINGERPRINT + "," + FINGERPRINT;
        assertThat(table("v1." + blob() + "." + blob() + "\n"))
                .element(1)
                .isEqualTo("delimited\t2,2\t" + twice + "\t-\t-\twhole");
    }

    @Test
    void anEmptyFileHasAHeaderOnly() {
        assertThat(table("")).hasSize(1);
    }
}
