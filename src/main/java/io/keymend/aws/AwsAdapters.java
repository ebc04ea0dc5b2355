package io.keymend.aws;

import io.keymend.alert.Announcer;
import io.keymend.alert.Incidents;
import io.keymend.aws.api.DataApi;
import io.keymend.aws.history.RdsDataHistory;
import io.keymend.aws.history.RdsDataIncidents;
import io.keymend.aws.history.RdsDataLifecycle;
import io.keymend.aws.history.RdsDataPlans;
import io.keymend.aws.history.RdsDataSeenSeals;
import io.keymend.aws.kms.KmsKeyProbe;
import io.keymend.aws.kms.KmsResealer;
import io.keymend.aws.mend.RdsDataReach;
import io.keymend.aws.mend.RdsDataWriting;
import io.keymend.aws.secrets.RdsSecretTables;
import io.keymend.aws.secrets.SecretsManagerKeys;
import io.keymend.aws.secrets.SecretsManagerSupplies;
import io.keymend.aws.tables.RdsDataTables;
import io.keymend.aws.trail.EventReader;
import io.keymend.denial.IamArn;
import io.keymend.denial.Reading;
import io.keymend.denial.TrailRecord;
import io.keymend.doctor.KeySource;
import io.keymend.doctor.SecretTables;
import io.keymend.doctor.SuppliedSecrets;
import io.keymend.evidence.KeyProbe;
import io.keymend.evidence.SeenSeals;
import io.keymend.evidence.TableInspector;
import io.keymend.install.DatabaseRef;
import io.keymend.install.InstallHistory;
import io.keymend.install.KeptHistory;
import io.keymend.install.LifecycleLog;
import io.keymend.json.Json;
import io.keymend.json.Node;
import io.keymend.mend.PlanStore;
import io.keymend.mend.Reach;
import io.keymend.mend.Writing;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// The one door to AWS: every port of the core, behind the real clients.
///
/// Clients of the function's own Region are made at once, while it initialises; those of other
/// Regions at their first use.
public final class AwsAdapters {
    private final Function<Node, Reading> events;
    private final InstallHistory history;
    private final LifecycleLog lifecycle;
    private final Incidents incidents;
    private final TableInspector tables;
    private final KeyProbe keys;
    private final SeenSeals seenSeals;
    private final Announcer announcer;
    private final PlanStore plans;
    private final Reach reach;
    private final KeySource ownKeys;
    private final SuppliedSecrets suppliedSecrets;
    private final AwsClients clients;
    private final InstantSource clock;

    /// Wires the adapters.
    ///
    /// @param history the database that holds the install history
    /// @param self the role this function runs as, where it is known
    public AwsAdapters(
            AwsClients clients,
            DatabaseRef history,
            String topicArn,
            Optional<IamArn> self,
            InstantSource clock,
            Json json) {
        this.clients = clients;
        this.clock = clock;
        DataApi state = new DataApi(clients.rdsData().of(history.clusterArn()), history);
        this.events = reader(self);
        this.lifecycle = new RdsDataLifecycle(state, history.engine(), clock);
        this.history =
                new KeptHistory(new RdsDataHistory(state, history.engine(), clock), lifecycle);
        this.incidents = new RdsDataIncidents(state, history.engine());
        this.tables = new RdsDataTables(clients.rdsData());
        this.keys = new KmsKeyProbe(clients.kms());
        this.seenSeals = new RdsDataSeenSeals(state, history.engine(), clock);
        this.announcer = new SnsAnnouncer(clients.sns().of(topicArn), topicArn, json);
        this.plans = new RdsDataPlans(state, history.engine());
        this.reach = new RdsDataReach(clients.rdsData(), keys);
        this.ownKeys = new SecretsManagerKeys(clients.secrets(), json);
        this.suppliedSecrets = new SecretsManagerSupplies(clients.secrets(), json);
    }

    /// What reads an event: a CloudTrail record, or an EventBridge event that holds none.
    ///
    /// @param self the role this function runs as, where it is known
    public static Function<Node, Reading> reader(Optional<IamArn> self) {
        return new EventReader(self)::read;
    }

    /// What a CloudTrail record says, whatever it is a record of.
    public static TrailRecord record(Node event) {
        return EventReader.record(event);
    }

    /// Reads an event.
    public Reading read(Node event) {
        return events.apply(event);
    }

    public InstallHistory history() {
        return history;
    }

    public LifecycleLog lifecycle() {
        return lifecycle;
    }

    public Incidents incidents() {
        return incidents;
    }

    public TableInspector tables() {
        return tables;
    }

    public KeyProbe keys() {
        return keys;
    }

    public SeenSeals seenSeals() {
        return seenSeals;
    }

    public Announcer announcer() {
        return announcer;
    }

    public PlanStore plans() {
        return plans;
    }

    public Reach reach() {
        return reach;
    }

    /// Semaphore's tables.
    public SecretTables secretTables() {
        return new RdsSecretTables(clients.rdsData());
    }

    /// The keys that products have of their own.
    public KeySource ownKeys() {
        return ownKeys;
    }

    /// What people have put down in place of secrets that are lost.
    public SuppliedSecrets suppliedSecrets() {
        return suppliedSecrets;
    }

    /// The way to change rows. Nobody asks for it unless mending is on.
    ///
    /// @param secretArn the secret of the mending user
    public Writing writing(String secretArn) {
        return new RdsDataWriting(
                clients.rdsData(), secretArn, new KmsResealer(clients.kms(), keys), clock);
    }
}
