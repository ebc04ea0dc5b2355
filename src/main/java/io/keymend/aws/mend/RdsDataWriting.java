package io.keymend.aws.mend;

import io.keymend.aws.api.DataApi;
import io.keymend.aws.api.Regional;
import io.keymend.install.DatabaseRef;
import io.keymend.mend.PermittedMender;
import io.keymend.mend.Resealer;
import io.keymend.mend.RowMender;
import io.keymend.mend.Writing;

import software.amazon.awssdk.services.rdsdata.RdsDataClient;

import java.time.InstantSource;

/// Products' databases through the RDS Data API, as the mending user. The one place that holds its
/// secret.
public final class RdsDataWriting implements Writing {
    private final Regional<RdsDataClient> clients;
    private final String secretArn;
    private final Resealer resealer;
    private final InstantSource clock;

    public RdsDataWriting(
            Regional<RdsDataClient> clients,
            String secretArn,
            Resealer resealer,
            InstantSource clock) {
        this.clients = clients;
        this.secretArn = secretArn;
        this.resealer = resealer;
        this.clock = clock;
    }

    @Override
    public RowMender mender(DatabaseRef database) {
        DatabaseRef written =
                new DatabaseRef(
                        database.engine(), database.clusterArn(), database.name(), secretArn);
        RowMender mender =
                new RdsDataMender(
                        new DataApi(clients.of(written.clusterArn()), written),
                        written.engine(),
                        RdsDataMender.LARGEST_REQUEST);
        return new PermittedMender(mender, clock);
    }

    @Override
    public Resealer resealer() {
        return resealer;
    }
}
