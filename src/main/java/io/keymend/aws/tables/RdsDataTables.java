package io.keymend.aws.tables;

import io.keymend.aws.api.AwsFailures;
import io.keymend.aws.api.DataApi;
import io.keymend.aws.api.Regional;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.TableInspector;
import io.keymend.install.DatabaseRef;
import io.keymend.profile.Profile;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Looks at product tables through the RDS Data API. Every statement is a SELECT.
public final class RdsDataTables implements TableInspector {
    private final Regional<RdsDataClient> clients;

    public RdsDataTables(Regional<RdsDataClient> clients) {
        this.clients = clients;
    }

    @Override
    public Inspection inspect(DatabaseRef database, Profile profile, BooleanSupplier timeIsUp) {
        DataApi api = new DataApi(clients.of(database.clusterArn()), database);
        Dialect dialect = Dialect.of(database.engine());
        List<TableShape> tables;
        try {
            tables = new TableShapes(api, dialect).all();
        } catch (SdkException e) {
            return new Inspection.Unseen(AwsFailures.describe(e));
        }
        List<ColumnCensus> columns = new ArrayList<>();
        List<Inspection.Unread> unread = new ArrayList<>();
        for (TableShape table : tables) {
            unreadable(table, timeIsUp)
                    .or(() ->
                            look(
                                    new TableCensus(
                                            api, new TableText(dialect, table), profile, timeIsUp),
                                    columns))
                    .ifPresent(why -> unread.add(new Inspection.Unread(table.name(), why)));
        }
        return new Inspection.Seen(columns, unread);
    }

    @Override
    public List<RowKey> rows(DatabaseRef database, ColumnCensus column, SealedGroup group) {
        try {
            return groupRows(database, column, group).keys();
        } catch (SdkException _) {
            // The count stands; only the names are missing, and the alert says so.
            return List.of();
        }
    }

    @Override
    public Sample sample(DatabaseRef database, ColumnCensus column, SealedGroup group) {
        try {
            return groupRows(database, column, group).sample();
        } catch (SdkException e) {
            return new Sample.None("no value could be read: " + AwsFailures.describe(e));
        }
    }

    private GroupRows groupRows(DatabaseRef database, ColumnCensus column, SealedGroup group) {
        DataApi api = new DataApi(clients.of(database.clusterArn()), database);
        return new GroupRows(api, Dialect.of(database.engine()), column, group);
    }

    /// Why a table is not even tried.
    private static Optional<String> unreadable(TableShape table, BooleanSupplier timeIsUp) {
        if (timeIsUp.getAsBoolean()) {
            return Optional.of("no time was left");
        }
        return hasUnspeakableName(table)
                ? Optional.of(
                        "a name with a colon or a control character cannot be sent through the Data"
                                + " API")
                : Optional.empty();
    }

    /// Adds what was found; answers why nothing could be.
    private static Optional<String> look(TableCensus census, List<ColumnCensus> found) {
        try {
            found.addAll(census.take());
            return Optional.empty();
        } catch (SdkException e) {
            return Optional.of(AwsFailures.describe(e));
        } catch (Uncountable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// The Data API reads a colon as the beginning of a parameter.
    private static boolean hasUnspeakableName(TableShape table) {
        return table.names()
                .anyMatch(
                        name -> name.chars().anyMatch(c -> c == ':' || Character.isISOControl(c)));
    }
}
