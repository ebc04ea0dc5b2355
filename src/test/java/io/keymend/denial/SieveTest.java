package io.keymend.denial;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

final class SieveTest {
    private static final String SESSION =
            "arn:aws:sts::111122223333:assumed-role/spacelift-server-role-k3x9a/i-1";
    private static final Principal SERVER = principal(SESSION);

    private static Principal principal(String arn) {
        return new Principal(arn, IamArn.parse(arn));
    }

    private static Caller caller(Principal principal, String invokedBy, String address) {
        return new Caller("AssumedRole", principal, Ids.ACCOUNT, invokedBy, address);
    }

    private static TrailRecord record(Caller caller) {
        return record("1.11", "AccessDenied", caller, false, false);
    }

    private static TrailRecord record(
            String version, String errorCode, Caller caller, boolean dryRun, boolean lambda) {
        return new TrailRecord(
                version,
                "80a8855d-aa3b-427a-a2b8-e1256cb480bb",
                "2026-11-19T08:12:52Z",
                "kms.amazonaws.com",
                "Decrypt",
                Ids.REGION,
                Ids.ACCOUNT,
                "",
                errorCode,
                "",
                caller,
                new TrailRecord.Asked(List.of(Ids.FORMER_KEY), "", dryRun, lambda));
    }

    private static Reading sort(TrailRecord record) {
        return Sieve.sort(record, IamArn.parse("arn:aws:iam::111122223333:role/keymend-function"));
    }

    private static final Caller DIRECT = caller(SERVER, "", "203.0.113.24");

    @ParameterizedTest
    @CsvSource({
        "secretsmanager.amazonaws.com, secretsmanager.amazonaws.com, secretsmanager.amazonaws.com",
        "'', AWS Internal, AWS Internal",
        "'', Amazon Internal, Amazon Internal",
        "AWS Internal, AWS Internal, AWS Internal",
        "'', sqs.amazonaws.com, sqs.amazonaws.com",
        "'', s3.cn-north-1.amazonaws.com.cn, s3.cn-north-1.amazonaws.com.cn",
        "'', 203.0.113.24,",
        "'', 2001:db8::1,",
        "'',,"
    })
    void aServiceThatCallsForARoleIsRefusedLikeIt(
            String invokedBy, String address, String service) {
        Caller caller = caller(SERVER, invokedBy, address == null ? "" : address);
        assertThat(sort(record(caller)))
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused ->
                                assertThat(refused.denial().service())
                                        .isEqualTo(Optional.ofNullable(service)));
    }

    @Test
    void aServiceThatCallsForItselfIsNoise() {
        Principal nobody = new Principal("", Optional.empty());
        Principal linked =
                principal(
                        "arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS");
        List<Caller> services =
                List.of(
                        new Caller("AWSService", nobody, "", "dynamodb.amazonaws.com", ""),
                        new Caller("", nobody, Ids.ACCOUNT, "AWS Internal", "AWS Internal"),
                        caller(linked, "", "203.0.113.24"),
                        caller(
                                principal(
                                        "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForRDS/x"),
                                "",
                                "rds.amazonaws.com"));

        assertThat(services)
                .allSatisfy(service ->
                        assertThat(sort(record(service)))
                                .isEqualTo(
                                        new Reading.Unrelated("an AWS service on its own behalf")));
    }

    @Test
    void configIsKnownByItsNameOrItsSession() {
        Reading config = new Reading.Unrelated("AWS Config looking at a Lambda function");
        Principal recorder =
                principal(
                        "arn:aws:sts::111122223333:assumed-role/recorder/LambdaDescribeHandlerSession");

        assertThat(sort(record(caller(SERVER, "config.amazonaws.com", "")))).isEqualTo(config);
        assertThat(sort(record(caller(recorder, "", "203.0.113.24")))).isEqualTo(config);
    }

    @Test
    void keymendsOwnCallIsNoise() {
        Principal self =
                principal("arn:aws:sts::111122223333:assumed-role/keymend-function/keymend");

        assertThat(sort(record(caller(self, "", "203.0.113.24"))))
                .isEqualTo(new Reading.Unrelated("Keymend's own call"));
    }

    @Test
    void aDryRunIsNoiseHoweverItEnds() {
        Reading dry = new Reading.Unrelated("a dry run");

        assertThat(sort(record("1.11", "AccessDenied", DIRECT, true, false))).isEqualTo(dry);
        assertThat(sort(record("1.11", "DryRunOperationException", DIRECT, false, false)))
                .isEqualTo(dry);
        assertThat(sort(record("1.11", "DryRunOperation", DIRECT, false, false))).isEqualTo(dry);
        assertThat(sort(record("1.11", "", DIRECT, true, false))).isEqualTo(dry);
    }

    @Test
    void theEnvironmentOfALambdaFunctionIsNoise() {
        assertThat(sort(record("1.11", "DisabledException", DIRECT, false, true)))
                .isEqualTo(new Reading.Unrelated("the environment of a Lambda function"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.01", "1.05", "1.08", "1.11", "1.99"})
    void everyVersionOfTheFirstKindIsRead(String version) {
        assertThat(sort(record(version, "AccessDenied", DIRECT, false, false)))
                .isInstanceOf(Reading.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "0.9", "x", "11"})
    void anotherKindOfRecordIsNotGuessedAt(String version) {
        assertThat(sort(record(version, "AccessDenied", DIRECT, false, false)))
                .isInstanceOf(Reading.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDenied, ACCESS_DENIED",
        "AccessDeniedException, ACCESS_DENIED",
        "VpceAccessDenied, ACCESS_DENIED",
        "KMSInvalidStateException, INVALID_STATE",
        "DisabledException, DISABLED",
        "Disabled, DISABLED",
        "NotFoundException, NOT_FOUND"
    })
    void everyErrorOfAccessOrStateIsADenial(String code, Refusal refusal) {
        assertThat(sort(record("1.11", code, DIRECT, false, false)))
                .isInstanceOfSatisfying(
                        Reading.Refused.class,
                        refused -> assertThat(refused.denial().refusal()).isEqualTo(refusal));
    }

    @ParameterizedTest
    @CsvSource({
        "alias/spacelift, , NOWHERE",
        "arn:aws:kms:eu-west-1:111122223333:alias/spacelift, , NOWHERE",
        "6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1, , NOWHERE",
        "mrk-1f2e3d4c5b6a79880a1b2c3d4e5f6071, , NOWHERE",
        "arn:aws:kms:eu-west-1:444455556666:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1,"
                + " 444455556666, PARAMETERS",
        "arn:aws-cn:kms:cn-north-1:111122223333:key/mrk-1f2e3d4c5b6a79880a1b2c3d4e5f6071,"
                + " 111122223333, PARAMETERS",
        "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1,"
                + " 111122223333, PARAMETERS",
        "arn:aws-iso-b:kms:us-isob-east-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1,"
                + " 111122223333, PARAMETERS"
    })
    void whatTheCallerTypedIsTheKeyOnlyAsAWholeArn(String keyId, String account, KeySource source) {
        TrailRecord base = record(DIRECT);
        TrailRecord record =
                new TrailRecord(
                        base.version(),
                        base.eventId(),
                        base.eventTime(),
                        base.source(),
                        base.name(),
                        base.region(),
                        base.account(),
                        base.vpcEndpoint(),
                        base.errorCode(),
                        base.message(),
                        base.caller(),
                        new TrailRecord.Asked(List.of(), keyId, false, false));

        assertThat(record.keySource()).isEqualTo(source);
        assertThat(record.key().map(KeyArn::account)).isEqualTo(Optional.ofNullable(account));
    }
}
