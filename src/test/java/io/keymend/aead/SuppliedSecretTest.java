package io.keymend.aead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

final class SuppliedSecretTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static SuppliedSecret fields(String... namesAndValues) {
        Map<String, byte[]> fields = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], bytes(namesAndValues[i + 1]));
        }
        return SuppliedSecret.fields(fields);
    }

    private static String plaintext(SuppliedSecret secret, SecretType type) {
        return new String(secret.plaintext(type), StandardCharsets.UTF_8);
    }

    @Test
    void fieldsStandInTheOrderSemaphoreWritesThem() {
        assertThat(plaintext(fields("password", "p", "login", "l"), SecretType.LOGIN_PASSWORD))
                .isEqualTo("{\"login\":\"l\",\"password\":\"p\"}");
        assertThat(plaintext(fields("private_key", "k"), SecretType.SSH))
                .isEqualTo("{\"login\":\"\",\"passphrase\":\"\",\"private_key\":\"k\"}");
        assertThat(plaintext(SuppliedSecret.text(bytes("a \"text\"")), SecretType.STRING))
                .isEqualTo("a \"text\"");
    }

    @Test
    void everyCharacterComesThroughJson() throws Exception {
        StringBuilder odd = new StringBuilder("pässwörd \u2028 \ud83d\udd11 \"\\/");
        for (char c = 0; c < 0x80; c++) {
            odd.append(c);
        }
        String json =
                plaintext(
                        fields("login", "l", "password", odd.toString()),
                        SecretType.LOGIN_PASSWORD);
        assertThat(new ObjectMapper().readTree(json).path("password").asText())
                .isEqualTo(odd.toString());
    }

    @Test
    void whatARowsTypeDoesNotTakeIsAFault() {
        assertThat(fields("login", "l").fault(SecretType.LOGIN_PASSWORD)).isPresent();
        assertThat(fields("password", "").fault(SecretType.LOGIN_PASSWORD)).isPresent();
        assertThat(fields("password", "p", "pasword", "p").fault(SecretType.LOGIN_PASSWORD))
                .contains(
                        "its type takes an object with password, and nothing else but login,"
                                + " password");
        assertThat(SuppliedSecret.text(bytes("p")).fault(SecretType.LOGIN_PASSWORD)).isPresent();
        assertThat(SuppliedSecret.text(bytes("p")).fault(SecretType.SSH)).isPresent();
        assertThat(SuppliedSecret.text(bytes("")).fault(SecretType.STRING)).isPresent();
        assertThat(fields("password", "p").fault(SecretType.STRING))
                .contains("its type takes a text");
        assertThatThrownBy(() -> fields("login", "l").plaintext(SecretType.SSH))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = SecretType.class,
            names = {"NONE", "OPTION", "OTHER"})
    void otherTypesHoldNoneThatCouldBeSupplied(SecretType type) {
        assertThat(SuppliedSecret.text(bytes("t")).fault(type)).isPresent();
        assertThat(fields("password", "p").fault(type)).isPresent();
    }

    @Test
    void closedItHoldsNothing() {
        byte[] password = bytes("secret");
        SuppliedSecret secret = SuppliedSecret.fields(Map.of("password", password));
        assertThat(secret.toString())
                .doesNotContain("secret,")
                .isEqualTo("SuppliedSecret[1 parts]");
        secret.close();
        assertThat(password).containsOnly(0);
    }
}
