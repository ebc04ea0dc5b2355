package io.keymend.aws.mend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.mend.MendFailed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseErrorException;
import software.amazon.awssdk.services.rdsdata.model.ForbiddenException;

import java.util.concurrent.atomic.AtomicInteger;

/// What a transaction's end means.
final class MendFailuresTest {
    private final AtomicInteger attempts = new AtomicInteger();

    private int failing(RuntimeException failure, int times) {
        if (attempts.incrementAndGet() <= times) {
            throw failure;
        }
        return 7;
    }

    private static SdkException database(String message) {
        return DatabaseErrorException.builder()
                .awsErrorDetails(AwsErrorDetails.builder().errorMessage(message).build())
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ERROR: could not serialize access; SQLState: 40001
                    ERROR: deadlock detected; SQLState: 40P01
                    Database error code: 1213. Message: Deadlock found
                    """)
    void whatMayBeRepeatedIs(String message) {
        assertThat(MendFailures.<Integer>settle(() -> failing(database(message), 4))).isEqualTo(7);
        assertThat(attempts).hasValue(5);
    }

    @Test
    void aLostAnswerIsAskedForAgain() {
        assertThat(
                        MendFailures.<Integer>settle(
                                () -> failing(SdkClientException.create("connection reset"), 2)))
                .isEqualTo(7);
    }

    @Test
    void aDisagreementThatStaysIsTold() {
        assertThatThrownBy(() ->
                        MendFailures.settle(
                                () -> failing(new MendFailures.Mismatch("1 row too many"), 9)))
                .isInstanceOf(MendFailed.Disagreed.class)
                .hasMessage("1 row too many");
        assertThat(attempts).hasValue(5);
    }

    @Test
    void aLockThatIsHeldMeansLater() {
        assertThatThrownBy(() ->
                        MendFailures.settle(
                                () -> failing(database("ERROR: canceling; SQLState: 55P03"), 9)))
                .isInstanceOf(MendFailed.Unreachable.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void theDatabasesOwnWordsAreNotRepeated() {
        assertThatThrownBy(() ->
                        MendFailures.settle(() ->
                                failing(
                                        database(
                                                "Database error code: 1406. Message: Data too long"
                                                        + " for 'AQICsecret'"),
                                        9)))
                .isInstanceOf(MendFailed.Refused.class)
                .hasMessage("the database refused with code 1406");
    }

    @Test
    void anythingElseMeansUnreachable() {
        assertThatThrownBy(() ->
                        MendFailures.settle(() ->
                                failing(ForbiddenException.builder().message("no").build(), 9)))
                .isInstanceOf(MendFailed.Unreachable.class);
    }
}
