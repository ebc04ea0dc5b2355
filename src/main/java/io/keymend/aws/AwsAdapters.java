package io.keymend.aws;

import io.keymend.alert.Announcer;
import io.keymend.alert.Incidents;
import io.keymend.denial.IamArn;
import io.keymend.denial.Reading;
import io.keymend.evidence.KeyProbe;
import io.keymend.evidence.TableInspector;
import io.keymend.install.DatabaseRef;
import io.keymend.install.InstallHistory;
import io.keymend.install.KeptHistory;
import io.keymend.install.LifecycleLog;
import io.keymend.json.Json;
import io.keymend.json.Node;

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
    private final LifecycleLog lifecycle;
    private final Incidents incidents;
    private final TableInspector tables;
    private final KeyProbe keys;
    private final Announcer announcer;

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
        DataApi state = new DataApi(clients.rdsData().of(history.clusterArn()), history);
        CloudTrailReader denials = new CloudTrailReader(self);
        this.records = record -> LifecycleReader.read(record).orElseGet(() -> denials.read(record));
        this.lifecycle = new RdsDataLifecycle(state, history.engine(), clock);
        this.history =
                new KeptHistory(new RdsDataHistory(state, history.engine(), clock), lifecycle);
        this.incidents = new RdsDataIncidents(state, history.engine());
        this.tables = new RdsDataTables(clients.rdsData());
        this.keys = new KmsKeyProbe(clients.kms());
        this.announcer = new SnsAnnouncer(clients.sns().of(topicArn), topicArn, json);
    }

    /// Reads a CloudTrail record, or a notice with the envelope it came in.
    public Reading read(Node record) {
        return records.apply(record);
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

    public Announcer announcer() {
        return announcer;
    }
}
