package io.keymend.aws;

import io.keymend.alert.Announcer;
import io.keymend.alert.Incidents;
import io.keymend.denial.IamArn;
import io.keymend.denial.Reading;
import io.keymend.evidence.KeyProbe;
import io.keymend.evidence.TableInspector;
import io.keymend.install.DatabaseRef;
import io.keymend.install.InstallHistory;
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
    private final Function<Node, Reading> records;
    private final InstallHistory history;
    private final Incidents incidents;
    private final TableInspector tables;
    private final KeyProbe keys;
    private final Announcer announcer;
    private final PlanStore plans;
    private final Reach reach;
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
        this.records = new CloudTrailReader(self)::read;
        this.history = new RdsDataHistory(state, history.engine(), clock);
        this.incidents = new RdsDataIncidents(state, history.engine());
        this.tables = new RdsDataTables(clients.rdsData());
        this.keys = new KmsKeyProbe(clients.kms());
        this.announcer = new SnsAnnouncer(clients.sns().of(topicArn), topicArn, json);
        this.plans = new RdsDataPlans(state, history.engine());
        this.reach = new RdsDataReach(clients.rdsData(), keys);
    }

    /// Reads a CloudTrail record.
    public Reading read(Node record) {
        return records.apply(record);
    }

    public InstallHistory history() {
        return history;
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

    public Announcer announcer() {
        return announcer;
    }

    public PlanStore plans() {
        return plans;
    }

    public Reach reach() {
        return reach;
    }

    /// The way to change rows. Nobody asks for it unless mending is on.
    ///
    /// @param secretArn the secret of the mending user
    public Writing writing(String secretArn) {
        return new RdsDataWriting(
                clients.rdsData(), secretArn, new KmsResealer(clients.kms(), keys), clock);
    }
}
