package io.keymend.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.keymend.remedy.Mode;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

final class TemplateTest {
    private static Template template;

    @BeforeAll
    static void read() throws IOException {
        template = Template.ofKeymend();
    }

    @Test
    void theRulesMaySendToTheirQueuesAndNobodyElseMay() {
        JsonNode statements =
                template.the("AWS::SQS::QueuePolicy").path("PolicyDocument").path("Statement");

        assertThat(statements).hasSize(1);
        assertThat(statements.get(0).path("Principal").path("Service").asText())
                .isEqualTo("events.amazonaws.com");
        assertThat(
                        statements
                                .get(0)
                                .path("Condition")
                                .path("ArnEquals")
                                .path("aws:SourceArn")
                                .toString())
                .isEqualTo(
                        "[{\"Fn::GetAtt\":\"DenialRule.Arn\"},"
                                + "{\"Fn::GetAtt\":\"KeyRule.Arn\"},"
                                + "{\"Fn::GetAtt\":\"KeyNoticeRule.Arn\"},"
                                + "{\"Fn::GetAtt\":\"StackRule.Arn\"}]");
        assertThat(statements.get(0).path("Resource").toString())
                .contains("DenialQueue.Arn", "DeadLetterQueue.Arn");
    }

    @Test
    void aMessageStaysHiddenWhileTheFunctionMayRetryIt() {
        JsonNode function = template.the("AWS::Serverless::Function");
        JsonNode queue = template.resource("DenialQueue");
        int window = source(function).path("MaximumBatchingWindowInSeconds").asInt(-1);

        assertThat(window).isBetween(0, 1);
        assertThat(queue.path("VisibilityTimeout").asInt())
                .isGreaterThanOrEqualTo(6 * function.path("Timeout").asInt() + window);
        assertThat(queue.path("RedrivePolicy").path("maxReceiveCount").asInt())
                .isGreaterThanOrEqualTo(5);
    }

    @Test
    void oneBadMessageDoesNotFailItsBatch() {
        JsonNode source = source(template.the("AWS::Serverless::Function"));

        assertThat(source.path("FunctionResponseTypes").toString())
                .isEqualTo("[\"ReportBatchItemFailures\"]");
    }

    @Test
    void theFunctionIsTheHandlerInTheJarThePomBuilds() throws Exception {
        Document pom =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(Path.of("pom.xml").toFile());
        String jar = pom.getElementsByTagName("outputFile").item(0).getTextContent();

        assertThat(template.handler()).isEqualTo("io.keymend.KeymendFunction::handleRequest");
        assertThat(jar).isEqualTo("${project.build.directory}/keymend-lambda.jar");
        assertThat(template.codeUri()).isEqualTo("target/keymend-lambda.jar");
    }

    @Test
    void theRoleCannotDecrypt() {
        assertThat(statements().flatMap(statement -> texts(statement.path("Action"))))
                .contains("kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:DescribeKey")
                .doesNotContain("kms:Decrypt")
                .noneMatch(action -> action.contains("*"));
    }

    @Test
    void theRoleReachesOnlyTheKeysClustersAndSecretsItWasGiven() {
        List<JsonNode> guarded =
                statements()
                        .filter(statement ->
                                texts(statement.path("Action"))
                                        .anyMatch(action ->
                                                action.matches("(kms|rds-data|secretsmanager):.*")))
                        .toList();

        assertThat(guarded)
                .hasSize(5)
                .allSatisfy(statement -> {
                    JsonNode parameter =
                            template.parameters()
                                    .path(statement.path("Resource").path("Ref").asText());
                    String pattern = parameter.path("AllowedPattern").asText();
                    assertThat(pattern)
                            .as("pattern of %s", statement.path("Resource"))
                            .isNotEmpty();
                    assertThat(
                                    List.of(
                                            "*",
                                            "",
                                            "arn:aws:kms:eu-west-1:111122223333:key/*",
                                            "arn:aws:rds:eu-west-1:111122223333:cluster:*",
                                            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*"))
                            .noneMatch(arn -> arn.matches(pattern));
                });
    }

    @Test
    void theLogOfAProductCallsTheFunctionOnlyWhereItIsNamed() {
        assertThat(template.parameters().path("OwnKeyLogGroup").path("Default").asText("?"))
                .isEmpty();
        assertThat(template.condition("OwnKeyLogPermission")).isEqualTo("HasOwnKeyLog");
        assertThat(template.condition("OwnKeySubscription")).isEqualTo("HasOwnKeyLog");
        JsonNode permission = template.resource("OwnKeyLogPermission");
        assertThat(permission.path("SourceArn").toString()).contains("${OwnKeyLogGroup}:*");
        assertThat(permission.path("Action").asText()).isEqualTo("lambda:InvokeFunction");
    }

    /// CloudWatch Logs tells capitals from small letters, and takes a line that holds any of these.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cannot decrypt access key, perhaps encryption key was changed",
                "[ERR_INVALID_ENCRYPTION_KEY] Cannot decrypt access key",
                "illegal base64 data at input byte 40",
                "crypto/aes: invalid key size 48",
                "cipher: message authentication failed",
                "ciphertext too short",
                "secret must be valid json in key 'deploy'",
                "(the key encrypting this value is missing) not found in keyset",
                "invalid access key type",
                "access key expired",
                "jwt: could not load or create signing key: jwt: decrypt signing key: x"
            })
    void everySentenceOfSemaphoreIsSubscribedTo(String line) {
        String pattern = template.resource("OwnKeySubscription").path("FilterPattern").asText();
        List<String> phrases =
                Pattern.compile("[?]\"([^\"]+)\"")
                        .matcher(pattern)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertThat(pattern.length()).isLessThanOrEqualTo(1_024);
        assertThat(phrases).anyMatch(line::contains);
    }

    @Test
    void theMendingUsersSecretIsOutOfReachWhileMendingIsOff() {
        assertThat(template.parameters().path("Mode").path("Default").asText()).isEqualTo("off");
        assertThat(template.parameters().path("WriterSecretArn").path("Default").asText())
                .isEmpty();
        assertThat(template.condition("MendingPolicy")).isEqualTo("MendingIsOn");
        JsonNode environment =
                template.the("AWS::Serverless::Function").path("Environment").path("Variables");
        assertThat(environment.path("KEYMEND_WRITER_SECRET_ARN").path("Fn::If").path(0).asText())
                .isEqualTo("MendingIsOn");
        assertThat(template.resource("FunctionRole").toString()).doesNotContain("WriterSecretArn");
        assertThat(texts(template.parameters().path("Mode").path("AllowedValues")))
                .containsExactlyElementsOf(
                        Arrays.stream(Mode.values()).map(Mode::toString).toList());
    }

    @Test
    void onlyTheSecretsNamedAsHoldingKeysAreReadForThem() {
        JsonNode parameter = template.parameters().path("OwnKeySecretArns");
        assertThat(parameter.path("Type").asText()).isEqualTo("CommaDelimitedList");
        assertThat(parameter.path("Default").asText("?")).isEmpty();
        assertThat(template.condition("OwnKeyPolicy")).isEqualTo("HasOwnKeys");
        JsonNode policy = template.resource("OwnKeyPolicy");
        assertThat(policy.path("Roles").toString()).isEqualTo("[{\"Ref\":\"FunctionRole\"}]");
        JsonNode statements = policy.path("PolicyDocument").path("Statement");
        assertThat(statements).hasSize(1);
        assertThat(texts(statements.get(0).path("Action")))
                .containsExactly(
                        "secretsmanager:GetSecretValue", "secretsmanager:ListSecretVersionIds");
        assertThat(statements.get(0).path("Resource").toString())
                .isEqualTo("{\"Ref\":\"OwnKeySecretArns\"}");
        assertThat(statements.get(0).path("Effect").asText()).isEqualTo("Allow");
        assertThat(template.resource("FunctionRole").toString()).doesNotContain("OwnKeySecretArns");
    }

    @Test
    void aKeysSecretIsNamedWholeOrNotAtAll() {
        assertThat(
                        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:semaphore/access-key-AbCdEf")
                .matches(pattern("OwnKeySecretArns"));
        assertThat("").matches(pattern("OwnKeySecretArns"));
        assertThat(
                        List.of(
                                "*",
                                "semaphore/access-key",
                                "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*",
                                "arn:aws:secretsmanager:*:111122223333:secret:a"))
                .noneMatch(arn -> arn.matches(pattern("OwnKeySecretArns")));
    }

    @Test
    void theParametersTakeTheArnsOfTheSamples() {
        assertThat("arn:aws:kms:eu-west-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1")
                .matches(pattern("ProductKeyArns"));
        assertThat("arn:aws:rds:eu-west-1:111122223333:cluster:spacelift")
                .matches(pattern("ProductClusterArns"))
                .matches(pattern("HistoryClusterArn"));
        assertThat(
                        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:keymend/spacelift-reader-AbCdEf")
                .matches(pattern("ProductSecretArns"))
                .matches(pattern("HistorySecretArn"));
    }

    @Test
    void everyParameterSaysWhatItIs() {
        assertThat(template.parameters())
                .isNotEmpty()
                .allSatisfy(parameter ->
                        assertThat(parameter.path("Description").asText()).isNotBlank());
    }

    @Test
    void theTrailForAccountsWithoutOneHearsReadsAndKms() throws IOException {
        JsonNode selectors =
                Template.read(Path.of("infra/trail.yaml"))
                        .the("AWS::CloudTrail::Trail")
                        .path("EventSelectors");

        assertThat(selectors).hasSize(1);
        assertThat(selectors.get(0).path("ReadWriteType").asText()).isEqualTo("All");
        assertThat(selectors.get(0).path("IncludeManagementEvents").asBoolean()).isTrue();
        assertThat(selectors.get(0).path("ExcludeManagementEventSources")).isEmpty();
    }

    private static JsonNode source(JsonNode function) {
        return function.path("Events").path("Denials").path("Properties");
    }

    private static String pattern(String parameter) {
        return template.parameters().path(parameter).path("AllowedPattern").asText();
    }

    private static Stream<JsonNode> statements() {
        return template.the("AWS::IAM::Role")
                .path("Policies")
                .valueStream()
                .flatMap(policy -> policy.path("PolicyDocument").path("Statement").valueStream());
    }

    /// A value that may be one text or a list of them.
    private static Stream<String> texts(JsonNode value) {
        return value.isArray()
                ? value.valueStream().map(JsonNode::asText)
                : Stream.of(value.asText());
    }
}
