package io.keymend.denial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RefusalTest {
    @ParameterizedTest
    @CsvSource({
        "AccessDenied, ACCESS_DENIED",
        "AccessDeniedException, ACCESS_DENIED",
        "Disabled, DISABLED",
        "DisabledException, DISABLED",
        "KMSInvalidStateException, INVALID_STATE",
        "KMSInvalidState, INVALID_STATE",
        "NotFoundException, NOT_FOUND",
        "NotFound, NOT_FOUND"
    })
    void aCodeCountsWithAndWithoutItsSuffix(String code, Refusal refusal) {
        assertThat(Refusal.of(code)).contains(refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "accessdenied",
                "ThrottlingException",
                "IncorrectKeyException",
                "InvalidCiphertextException",
                "KMSInternalException",
                "DryRunOperationException",
                "InvalidKeyUsageException",
                "VpceAccessDeniedException"
            })
    void anyOtherCodeMeansNothing(String code) {
        assertThat(Refusal.of(code)).isEmpty();
    }
}
