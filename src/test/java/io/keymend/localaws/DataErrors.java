package io.keymend.localaws;

import io.keymend.install.Engine;

import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import java.sql.SQLException;

/// The errors of the RDS Data API, by the codes it uses for Aurora Serverless v2 and provisioned
/// clusters.
///
/// `BadRequestException` is what Serverless v1 answered; it stays where no other answer is on
/// record.
final class DataErrors {
    private DataErrors() {}

    static AwsError accessDenied(String principal, String action, String resource) {
        return new AwsError(
                403,
                "AccessDeniedException",
                "User: %s is not authorized to perform: %s on resource: %s"
                                .formatted(principal, action, resource)
                        + " because no identity-based policy allows the %s action"
                                .formatted(action));
    }

    static AwsError validation(String message) {
        return new AwsError(400, "ValidationException", message);
    }

    static AwsError missing(String member) {
        return validation(
                "1 validation error detected: Value null at '%s' failed to satisfy constraint: "
                                .formatted(member)
                        + "Member must not be null");
    }

    static AwsError badRequest(String message) {
        return new AwsError(400, "BadRequestException", message);
    }

    static AwsError endpointNotEnabled(String clusterArn) {
        String message = "HttpEndpoint is not enabled for resource " + clusterArn;
        return new AwsError(400, "HttpEndpointNotEnabledException", message);
    }

    static AwsError secretNotFound() {
        return new AwsError(
                400,
                "SecretsErrorException",
                "Secrets Manager can't find the specified secret. (ResourceNotFoundException)");
    }

    static AwsError invalidSecret(String message) {
        return new AwsError(400, "InvalidSecretException", message);
    }

    static AwsError transactionNotFound(String id) {
        return new AwsError(
                404, "TransactionNotFoundException", "Transaction " + id + " is not found");
    }

    static AwsError transactionBusy() {
        return new AwsError(400, "DatabaseErrorException", "Transaction is still running a query");
    }

    static AwsError timedOut() {
        return new AwsError(400, "StatementTimeoutException", "Request timed out");
    }

    static AwsError unsupported(String type) {
        String message = "The result contains the unsupported data type %s.".formatted(type);
        return new AwsError(400, "UnsupportedResultException", message);
    }

    static AwsError responseTooLarge() {
        return badRequest("Database returned more than the allowed response size limit");
    }

    static AwsError rowTooLarge(int bytes, int limit) {
        return badRequest("Packet for query is too large (%,d > %,d)".formatted(bytes, limit));
    }

    /// What the database said, in the words the Data API wraps around it.
    static AwsError database(SQLException e, Engine engine) {
        String message =
                switch (engine) {
                    case POSTGRESQL -> postgres(e);
                    case MYSQL ->
                            "Database error code: " + e.getErrorCode() + ". Message: " + mysql(e);
                };
        return new AwsError(400, "DatabaseErrorException", message);
    }

    private static String postgres(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        String text =
                server == null
                        ? String.valueOf(e.getMessage())
                        : String.valueOf(server.getMessage());
        String position =
                server == null || server.getPosition() == 0
                        ? ""
                        : "; Position: " + server.getPosition();
        return "ERROR: " + text + position + "; SQLState: " + e.getSQLState();
    }

    /// Without the connection id the driver puts in front.
    private static String mysql(SQLException e) {
        return String.valueOf(e.getMessage()).replaceFirst("^\\(conn=[0-9]+\\) ", "");
    }
}
