package io.keymend.aws.secrets;

import static io.keymend.aws.api.DataApi.text;

import io.keymend.aws.api.AwsFailures;
import io.keymend.aws.api.DataApi;
import io.keymend.aws.api.Regional;
import io.keymend.aws.api.Timestamps;
import io.keymend.doctor.Dependant;
import io.keymend.doctor.SecretRow;
import io.keymend.doctor.SecretTables;
import io.keymend.install.DatabaseRef;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Reads Semaphore's tables through the RDS Data API. Every statement is a SELECT.
public final class RdsSecretTables implements SecretTables {
    private static final String MESSAGE = "%perhaps encryption key was changed%";

    private final Regional<RdsDataClient> clients;

    public RdsSecretTables(Regional<RdsDataClient> clients) {
        this.clients = clients;
    }

    @Override
    public Reading read(DatabaseRef database, Consumer<SecretRow> each, BooleanSupplier timeIsUp) {
        try {
            DataApi api = api(database);
            SecretSchema schema = SecretSchema.read(api, database.engine());
            return new SecretPages(api, schema, database.engine()).read(each, timeIsUp);
        } catch (SecretSchema.NotThere e) {
            return new Reading.Unread(String.valueOf(e.getMessage()));
        } catch (SdkException e) {
            return new Reading.Unread(AwsFailures.describe(e));
        }
    }

    @Override
    public Map<String, List<Dependant>> dependants(DatabaseRef database, Collection<String> ids) {
        List<Long> numbers = ids.stream().distinct().map(RdsSecretTables::number).toList();
        try {
            DataApi api = api(database);
            SecretSchema schema = SecretSchema.read(api, database.engine());
            return new SecretUsers(api, schema, database.engine()).of(numbers);
        } catch (SecretSchema.NotThere e) {
            throw new CannotTell(String.valueOf(e.getMessage()));
        } catch (SdkException e) {
            throw new CannotTell(AwsFailures.describe(e));
        }
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("ids of access_key are numbers", e);
        }
    }

    @Override
    public Optional<Instant> firstFailure(DatabaseRef database) {
        try {
            DataApi api = api(database);
            SecretSchema schema = SecretSchema.read(api, database.engine());
            return schema.has("task__output", "time", "output")
                    ? first(api, schema.table("task__output"), schema)
                    : Optional.empty();
        } catch (SdkException | SecretSchema.NotThere | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> first(DataApi api, String table, SecretSchema schema) {
        return api
                .query(
                        "SELECT MIN(o.%s) FROM %s o WHERE o.%s LIKE :message"
                                .formatted(schema.name("time"), table, schema.name("output")),
                        text("message", MESSAGE))
                .stream()
                .map(row -> SecretSchema.text(row.getFirst()))
                .filter(time -> !time.isEmpty())
                .map(Timestamps::read)
                .findFirst();
    }

    private DataApi api(DatabaseRef database) {
        return new DataApi(clients.of(database.clusterArn()), database);
    }
}
