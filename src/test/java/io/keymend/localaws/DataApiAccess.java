package io.keymend.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.install.Engine;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.rdsdata.model.AccessDeniedException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseErrorException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseResumingException;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.HttpEndpointNotEnabledException;
import software.amazon.awssdk.services.rdsdata.model.InvalidSecretException;
import software.amazon.awssdk.services.rdsdata.model.SecretsErrorException;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/// Who gets in: permissions, secrets, clusters.
abstract class DataApiAccess extends DataApiFixture {
    @Test
    void aCallerWithoutPermissionIsRefused() {
        service.grants().revoke(ROLE, Grants.ANY, CLUSTER);
        refused(() -> sql("SELECT 1"), AccessDeniedException.class, 403)
                .hasMessageContaining(
                        "User: "
                                + ROLE
                                + " is not authorized to perform: rds-data:ExecuteStatement on"
                                + " resource: "
                                + CLUSTER
                                + " because no identity-based policy allows the"
                                + " rds-data:ExecuteStatement action");
        service.grants().allow(ROLE, "rds-data:ExecuteStatement", CLUSTER);
        assertThat(row("SELECT 1")).hasSize(1);
        refused(this::begin, AccessDeniedException.class, 403)
                .hasMessageContaining("rds-data:BeginTransaction");
    }

    @Test
    void aCallerWhoMayNotReadTheSecretIsRefused() {
        service.grants().revoke(ROLE, "secretsmanager:GetSecretValue", SECRET);
        refused(() -> sql("SELECT 1"), AccessDeniedException.class, 403)
                .hasMessageContaining("secretsmanager:GetSecretValue on resource: " + SECRET);
    }

    @Test
    void aWrongPasswordDoesNotLogIn() {
        assertThat(row("SELECT 1")).hasSize(1);
        secrets.put(SECRET, "{\"username\":\"%s\",\"password\":\"wrong\"}".formatted(user));
        String said =
                server().engine() == Engine.POSTGRESQL
                        ? "password authentication failed for user \""
                                + user
                                + "\"; SQLState: 28P01"
                        : "Database error code: 1045. Message: Access denied for user '"
                                + user
                                + "'";
        refused(() -> sql("SELECT 1"), DatabaseErrorException.class, 400)
                .hasMessageContaining(said);
    }

    @Test
    void aSecretWithoutALoginIsRefused() {
        for (String secret :
                List.of("{\"username\":\"a\"}", "{\"password\":\"a\"}", "plain", "[]", "")) {
            secrets.put(SECRET, secret);
            refused(() -> sql("SELECT 1"), InvalidSecretException.class, 400);
        }
        secrets.remove(SECRET);
        refused(() -> sql("SELECT 1"), SecretsErrorException.class, 400);
    }

    @Test
    void aClusterWithoutTheDataApiIsRefused() {
        service.register(CLUSTER, server(), false);
        refused(() -> sql("SELECT 1"), HttpEndpointNotEnabledException.class, 400)
                .hasMessageContaining("HttpEndpoint is not enabled for resource " + CLUSTER);
        service.register(CLUSTER, server());
        service.grants().allow(ROLE, Grants.ANY, CLUSTER + "-other");
        ExecuteStatementRequest other = request("SELECT 1").resourceArn(CLUSTER + "-other").build();
        refused(() -> client.executeStatement(other), HttpEndpointNotEnabledException.class, 400);
    }

    @Test
    void aRequestThatCannotBeReadIsRefused() throws Exception {
        assertThat(post("/Execute", "{")).isEqualTo("400 SerializationException");
        assertThat(post("/Execute", "[]")).isEqualTo("400 ValidationException");
        assertThat(post("/Execute", "")).isEqualTo("400 ValidationException");
        assertThat(post("/ExecuteSql", "{}")).isEqualTo("404 UnknownOperationException");
        String signedByNobody = "{\"resourceArn\":\"a\",\"secretArn\":\"b\",\"sql\":\"SELECT 1\"}";
        assertThat(post("/Execute", signedByNobody)).isEqualTo("403 AccessDeniedException");
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(service.endpoint().resolve(path))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            String error = answer.headers().firstValue("x-amzn-ErrorType").orElse("none");
            return answer.statusCode() + " " + error;
        }
    }

    @Test
    void aFaultIsAnsweredOnce() {
        service.faults()
                .next(
                        "ExecuteStatement",
                        new Fault.Refused(
                                400, "DatabaseResumingException", "The database is resuming"));
        refused(() -> sql("SELECT 1"), DatabaseResumingException.class, 400);
        assertThat(row("SELECT 1")).hasSize(1);
        assertThat(service.count("ExecuteStatement")).isEqualTo(2);
    }
}
