package io.keymend.aws.mend;

import io.keymend.aws.api.DataApi;
import io.keymend.aws.api.Regional;
import io.keymend.evidence.KeyProbe;
import io.keymend.install.DatabaseRef;
import io.keymend.mend.Reach;
import io.keymend.mend.RowFinder;
import io.keymend.mend.RowProver;

import software.amazon.awssdk.services.rdsdata.RdsDataClient;

/// Products' databases through the RDS Data API, with the reading users of their installs.
public final class RdsDataReach implements Reach {
    private final Regional<RdsDataClient> clients;
    private final KeyProbe probe;

    public RdsDataReach(Regional<RdsDataClient> clients, KeyProbe probe) {
        this.clients = clients;
        this.probe = probe;
    }

    @Override
    public RowFinder finder(DatabaseRef database) {
        return new RdsDataRows(api(database), database.engine());
    }

    @Override
    public RowProver prover(DatabaseRef database) {
        return new RdsDataRowProver(api(database), database.engine(), probe);
    }

    private DataApi api(DatabaseRef database) {
        return new DataApi(clients.of(database.clusterArn()), database);
    }
}
