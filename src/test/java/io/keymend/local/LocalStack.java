package io.keymend.local;

import io.keymend.Keymend;
import io.keymend.KeymendFunction;
import io.keymend.Settings;
import io.keymend.aws.AwsClients;
import io.keymend.install.Engine;
import io.keymend.localaws.Callers;
import io.keymend.localaws.Database;
import io.keymend.localaws.KmsStandIn;
import io.keymend.localaws.RdsDataStandIn;
import io.keymend.localaws.SecretsManagerStandIn;
import io.keymend.localaws.SnsStandIn;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;

import java.io.PrintStream;
import java.net.URI;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// The whole local stack for one test or one person: stand-ins for KMS, RDS Data, Secrets Manager
/// and SNS, and two fresh databases on a real server, one for the product and one for Keymend's
/// history.
public final class LocalStack implements AutoCloseable {
    private static final AtomicInteger STACKS = new AtomicInteger();
    private static final String READER_PASSWORD = "reader password 4711";
    private static final String MENDER_PASSWORD = "mender password 2342";
    private static final String HISTORY_PASSWORD = "history password 0815";

    private final String suffix;
    private final InstantSource clock;
    private final Database server;
    private final Callers callers = new Callers();
    private final KmsStandIn kms;
    private final SecretsManagerStandIn secrets;
    private final RdsDataStandIn rdsData;
    private final SnsStandIn sns;

    /// Starts the stand-ins over a server that has no other stack, under the names of the story.
    public static LocalStack alone(Database server, InstantSource clock) throws SQLException {
        return new LocalStack(server, clock, "");
    }

    /// Starts the stand-ins over a server that several stacks share, one after the other.
    public static LocalStack sharing(Database server, InstantSource clock) throws SQLException {
        return new LocalStack(server, clock, "_" + STACKS.incrementAndGet());
    }

    private LocalStack(Database server, InstantSource clock, String suffix) throws SQLException {
        this.suffix = suffix;
        this.server = server;
        this.clock = clock;
        this.kms = new KmsStandIn(callers, clock);
        this.secrets = new SecretsManagerStandIn(callers, clock);
        this.rdsData =
                new RdsDataStandIn(callers, secrets::current, clock, RdsDataStandIn.Limits.AWS);
        this.sns = new SnsStandIn(callers, clock);
        databases();
        permissions();
        sns.createTopic(Story.TOPIC);
        sns.subscribe(Story.TOPIC, "email", "on-call@example.com");
        sns.subscribe(Story.TOPIC, "sms", "+15555550100");
    }

    private void databases() throws SQLException {
        server.createDatabase(productDatabase());
        freshHistory();
        server.createUser(reader(), READER_PASSWORD, productDatabase());
        server.createUser(historian(), HISTORY_PASSWORD, historyDatabase(), grantHistory());
        secrets.createSecret(Story.READER_SECRET, login(reader(), READER_PASSWORD));
        secrets.createSecret(Story.HISTORY_SECRET, login(historian(), HISTORY_PASSWORD));
        rdsData.register(Story.PRODUCT_CLUSTER, server);
        rdsData.register(Story.HISTORY_CLUSTER, server);
    }

    /// On MySQL a schema is a database, and the history's is always called `keymend`.
    private void freshHistory() throws SQLException {
        switch (engine()) {
            case POSTGRESQL -> server.createDatabase(historyDatabase());
            case MYSQL ->
                    server.run("", "DROP DATABASE IF EXISTS keymend", "CREATE DATABASE keymend");
        }
    }

    /// The history's user may make its own schema there and nothing else; the product's reader gets
    /// SELECT from the layout.
    private String grantHistory() {
        return switch (engine()) {
            case POSTGRESQL ->
                    "GRANT CREATE ON DATABASE " + historyDatabase() + " TO " + historian();
            case MYSQL -> "GRANT ALL ON keymend.* TO '" + historian() + "'@'%'";
        };
    }

    private void permissions() {
        for (String cluster : new String[] {Story.PRODUCT_CLUSTER, Story.HISTORY_CLUSTER}) {
            for (String action :
                    new String[] {
                        "ExecuteStatement",
                        "BeginTransaction",
                        "CommitTransaction",
                        "RollbackTransaction"
                    }) {
                rdsData.grants().allow(Story.KEYMEND_ROLE, "rds-data:" + action, cluster);
            }
        }
        for (String secret : new String[] {Story.READER_SECRET, Story.HISTORY_SECRET}) {
            rdsData.grants().allow(Story.KEYMEND_ROLE, "secretsmanager:GetSecretValue", secret);
        }
        sns.allow(Story.KEYMEND_ROLE, Story.TOPIC, "sns:Publish");
    }

    /// Gives Keymend's role what the template gives it on a key: everything but Decrypt.
    public void letKeymendAskAbout(String keyArn) {
        kms.allow(
                Story.KEYMEND_ROLE,
                keyArn,
                "kms:DescribeKey",
                "kms:GenerateDataKeyWithoutPlaintext",
                "kms:ReEncryptFrom",
                "kms:ReEncryptTo");
    }

    /// Gives Keymend's role what the template gives it on a secret that holds a key.
    public void letKeymendReadKeysFrom(String secretArn) {
        secrets.allow(
                Story.KEYMEND_ROLE,
                secretArn,
                "secretsmanager:ListSecretVersionIds",
                "secretsmanager:GetSecretValue");
    }

    /// Makes the mending user, who may change every table the product has now, and the secret that
    /// lets Keymend work as that user.
    public void allowMending() throws SQLException {
        server.createUser(mender(), MENDER_PASSWORD, productDatabase(), grantMending());
        secrets.createSecret(Story.MENDER_SECRET, login(mender(), MENDER_PASSWORD));
        rdsData.grants()
                .allow(Story.KEYMEND_ROLE, "secretsmanager:GetSecretValue", Story.MENDER_SECRET);
    }

    private String[] grantMending() {
        return switch (engine()) {
            case POSTGRESQL ->
                    new String[] {
                        "GRANT CREATE ON DATABASE " + productDatabase() + " TO " + mender(),
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "
                                + mender()
                    };
            case MYSQL ->
                    new String[] {
                        "GRANT ALL ON keymend.* TO '" + mender() + "'@'%'",
                        "GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER ON `"
                                + productDatabase()
                                + "`.* TO '"
                                + mender()
                                + "'@'%'"
                    };
        };
    }

    public String mender() {
        return "mender" + suffix;
    }

    /// The function as it would be deployed, on this stack.
    public KeymendFunction function(PrintStream log) {
        return function(environment(), clock, log);
    }

    /// The function with another environment, going by another clock.
    public KeymendFunction function(
            Map<String, String> environment, InstantSource time, PrintStream log) {
        return new KeymendFunction(new Keymend(Settings.from(environment), clients(), time, log));
    }

    /// The real SDK clients, signing as Keymend's role and pointed at the stand-ins.
    public AwsClients clients() {
        return new AwsClients(
                Region.of(Story.REGION), callers.provider(Story.KEYMEND_ROLE), endpoints());
    }

    /// The function's environment, as the template would set it.
    public Map<String, String> environment() {
        return Map.of(
                "AWS_REGION", Story.REGION,
                "KEYMEND_TOPIC_ARN", Story.TOPIC,
                "KEYMEND_ROLE_ARN", Story.KEYMEND_ROLE,
                "KEYMEND_HISTORY_CLUSTER_ARN", Story.HISTORY_CLUSTER,
                "KEYMEND_HISTORY_SECRET_ARN", Story.HISTORY_SECRET,
                "KEYMEND_HISTORY_DATABASE", historyDatabase(),
                "KEYMEND_HISTORY_ENGINE", engine().name().toLowerCase(Locale.ROOT));
    }

    /// The same, with what a process of its own needs besides: credentials, and where the SDK finds
    /// the stand-ins.
    public Map<String, String> processEnvironment() {
        AwsBasicCredentials credentials = callers.credentials(Story.KEYMEND_ROLE);
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey());
        environment.put("AWS_ENDPOINT_URL_KMS", kms.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_RDS_DATA", rdsData.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_SNS", sns.endpoint().toString());
        environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.endpoint().toString());
        return environment;
    }

    public Map<String, URI> endpoints() {
        return Map.of(
                "kms", kms.endpoint(),
                "rdsdata", rdsData.endpoint(),
                "sns", sns.endpoint(),
                "secretsmanager", secrets.endpoint());
    }

    public Engine engine() {
        return server.engine();
    }

    public Database server() {
        return server;
    }

    public String productDatabase() {
        return "spacelift" + suffix;
    }

    public String historyDatabase() {
        return engine() == Engine.MYSQL ? "keymend" : "keymend" + suffix;
    }

    /// The product database's reading user.
    public String reader() {
        return "reader" + suffix;
    }

    private String historian() {
        return "historian" + suffix;
    }

    /// The database users' passwords, to look for where they must not be.
    public List<String> passwords() {
        return List.of(READER_PASSWORD, MENDER_PASSWORD, HISTORY_PASSWORD);
    }

    public Callers callers() {
        return callers;
    }

    public KmsStandIn kms() {
        return kms;
    }

    public SecretsManagerStandIn secrets() {
        return secrets;
    }

    public RdsDataStandIn rdsData() {
        return rdsData;
    }

    public SnsStandIn sns() {
        return sns;
    }

    private static String login(String user, String password) {
        return "{\"username\":\"" + user + "\",\"password\":\"" + password + "\"}";
    }

    /// Stops the stand-ins; the server is the caller's.
    @Override
    public void close() {
        sns.close();
        rdsData.close();
        secrets.close();
        kms.close();
    }
}
