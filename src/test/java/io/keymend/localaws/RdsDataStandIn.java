package io.keymend.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// The RDS Data API over real databases, as it answers for Aurora Serverless v2 and provisioned
/// clusters.
public final class RdsDataStandIn extends StandIn {
    private static final String CONTENT_TYPE = "application/json";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, String> OPERATIONS =
            Map.of(
                    "/Execute", "ExecuteStatement",
                    "/BatchExecute", "BatchExecuteStatement",
                    "/BeginTransaction", "BeginTransaction",
                    "/CommitTransaction", "CommitTransaction",
                    "/RollbackTransaction", "RollbackTransaction");

    /// How long things may take.
    ///
    /// @param transactionIdle after which an unused transaction is rolled back
    /// @param statement after which a statement is cancelled and answered with a timeout
    public record Limits(Duration transactionIdle, Duration statement) {
        /// What the service has.
        public static final Limits AWS = new Limits(Duration.ofMinutes(3), Duration.ofSeconds(45));
    }

    private record Cluster(Database server, boolean endpointEnabled) {}

    private final Map<String, Cluster> clusters = new ConcurrentHashMap<>();
    private final Grants grants = new Grants();
    private final DataConnections connections = new DataConnections();
    private final Function<String, Optional<String>> secrets;
    private final DataTransactions transactions;
    private final DataRuns runs;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /// One statement that came in.
    public record Asked(String clusterArn, String secretArn, String sql) {}

    /// @param secrets the SecretString behind a secret's ARN
    public RdsDataStandIn(Callers callers, Function<String, Optional<String>> secrets) {
        this(callers, secrets, InstantSource.system(), Limits.AWS);
    }

    public RdsDataStandIn(
            Callers callers,
            Function<String, Optional<String>> secrets,
            InstantSource clock,
            Limits limits) {
        super(callers);
        this.secrets = secrets;
        this.transactions = new DataTransactions(connections, clock, limits.transactionIdle());
        this.runs = new DataRuns(connections, transactions, limits.statement());
        start();
    }

    /// Puts a server behind a cluster's ARN, with the Data API on.
    public void register(String clusterArn, Database server) {
        register(clusterArn, server, true);
    }

    /// The same, with the Data API on or off. A second call replaces the first.
    public void register(String clusterArn, Database server, boolean endpointEnabled) {
        clusters.put(clusterArn, new Cluster(server, endpointEnabled));
    }

    /// Who may call what; nobody may anything at first.
    public Grants grants() {
        return grants;
    }

    /// Rolls back every open transaction, as the service does with one that nobody uses for a
    /// while.
    public void endTransactions() {
        transactions.endAll();
    }

    @Override
    public void close() {
        super.close();
        transactions.close();
        connections.close();
        runs.close();
    }

    @Override
    String operation(Wire.Request request) {
        return OPERATIONS.getOrDefault(request.path(), "Unknown");
    }

    /// The cluster's ARN; empty where the request is unreadable.
    @Override
    String resource(Wire.Request request) {
        try {
            return MAPPER.readTree(request.body()).path("resourceArn").asText();
        } catch (JsonProcessingException _) {
            return "";
        }
    }

    @Override
    Wire.Answer answer(String operation, Wire.Request wire) {
        transactions.expire();
        DataRequest request = DataRequest.read(wire.body());
        if (request.json().has("sql")) {
            String sql = request.json().path("sql").asText();
            asked.add(new Asked(request.clusterArn(), request.secretArn(), sql));
        }
        ObjectNode answer =
                switch (operation) {
                    case "ExecuteStatement" ->
                            execute(request, login(operation, wire.caller(), request));
                    case "BatchExecuteStatement" ->
                            batch(request, login(operation, wire.caller(), request));
                    case "BeginTransaction" ->
                            begin(request, login(operation, wire.caller(), request));
                    case "CommitTransaction" ->
                            commit(request, login(operation, wire.caller(), request));
                    case "RollbackTransaction" ->
                            rollback(request, login(operation, wire.caller(), request));
                    default -> throw new AwsError(404, "UnknownOperationException", "");
                };
        return Wire.Answer.json(CONTENT_TYPE, answer.toString());
    }

    @Override
    Wire.Answer render(AwsError error) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("message", error.text());
        Map<String, String> headers = Map.of("x-amzn-ErrorType", error.code());
        return new Wire.Answer(error.status(), CONTENT_TYPE, body.toString(), headers);
    }

    /// Forgets the statements so far.
    public void forgetStatements() {
        asked.clear();
    }

    /// Every statement so far, in the order it came.
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    private ObjectNode execute(DataRequest request, DataConnections.Login login) {
        Map<String, DataParameter> parameters = request.parameters();
        DataStatement statement =
                new DataStatement(request, login.server().engine(), List.of(parameters));
        return runs.run(
                request, login, statement, connection -> statement.execute(connection, parameters));
    }

    /// Without a parameter set nothing is run.
    private ObjectNode batch(DataRequest request, DataConnections.Login login) {
        List<Map<String, DataParameter>> sets = request.parameterSets();
        DataStatement statement = new DataStatement(request, login.server().engine(), sets);
        return runs.run(request, login, statement, connection -> statement.batch(connection, sets));
    }

    private ObjectNode begin(DataRequest request, DataConnections.Login login) {
        String id = transactions.begin(request.clusterArn(), login);
        return JsonNodeFactory.instance.objectNode().put("transactionId", id);
    }

    private ObjectNode commit(DataRequest request, DataConnections.Login login) {
        transactions.commit(
                transactions.enter(request.transactionId(), request.clusterArn(), login));
        return JsonNodeFactory.instance
                .objectNode()
                .put("transactionStatus", "Transaction Committed");
    }

    private ObjectNode rollback(DataRequest request, DataConnections.Login login) {
        transactions.rollback(
                transactions.enter(request.transactionId(), request.clusterArn(), login));
        return JsonNodeFactory.instance.objectNode().put("transactionStatus", "Rollback Complete");
    }

    /// Who logs in where, after every check that comes before the database.
    private DataConnections.Login login(String operation, Caller caller, DataRequest request) {
        String clusterArn = request.clusterArn();
        String secretArn = request.secretArn();
        grants.check(caller, "rds-data:" + operation, clusterArn);
        Cluster cluster = clusters.get(clusterArn);
        if (cluster == null || !cluster.endpointEnabled()) {
            throw DataErrors.endpointNotEnabled(clusterArn);
        }
        request.refuseSchema();
        grants.check(caller, "secretsmanager:GetSecretValue", secretArn);
        JsonNode secret = secret(secretArn);
        String user = secret.path("username").asText();
        String database =
                request.database().isEmpty()
                        ? cluster.server().defaultDatabase(user)
                        : request.database();
        return new DataConnections.Login(
                cluster.server(), database, user, secret.path("password").asText());
    }

    private JsonNode secret(String secretArn) {
        String text = secrets.apply(secretArn).orElseThrow(DataErrors::secretNotFound);
        JsonNode secret;
        try {
            secret = MAPPER.readTree(text);
        } catch (JsonProcessingException _) {
            throw DataErrors.invalidSecret("The secret is not in JSON format");
        }
        if (!secret.path("username").isTextual() || !secret.path("password").isTextual()) {
            throw DataErrors.invalidSecret("The secret must hold a username and a password");
        }
        return secret;
    }
}
