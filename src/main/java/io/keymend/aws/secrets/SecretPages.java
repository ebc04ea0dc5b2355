package io.keymend.aws.secrets;

import static io.keymend.aws.api.DataApi.number;
import static io.keymend.aws.api.DataApi.text;
import static io.keymend.aws.secrets.SecretSchema.text;

import io.keymend.aead.SecretType;
import io.keymend.aead.StoredSecret;
import io.keymend.aws.api.AwsFailures;
import io.keymend.aws.api.DataApi;
import io.keymend.doctor.Place;
import io.keymend.doctor.Project;
import io.keymend.doctor.SecretRow;
import io.keymend.doctor.SecretTables.Reading;
import io.keymend.install.Engine;

import software.amazon.awssdk.services.rdsdata.model.BadRequestException;
import software.amazon.awssdk.services.rdsdata.model.Field;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Reads Semaphore's sealed rows in pages of so many rows as an answer of the Data API carries.
final class SecretPages {
    private static final String KEYS = SecretSchema.KEYS;
    private static final String SIGNING_KEY = "jwt_signing_key";
    private static final int MOST = 256;

    private final DataApi database;
    private final SecretSchema schema;
    private final Engine engine;
    private final boolean joined;

    SecretPages(DataApi database, SecretSchema schema, Engine engine) {
        this.database = database;
        this.schema = schema;
        this.engine = engine;
        this.joined = schema.has(KEYS, "project_id") && schema.has("project", "id", "name");
    }

    Reading read(Consumer<SecretRow> each, BooleanSupplier timeIsUp) {
        Optional<String> unread = keys(each, timeIsUp);
        if (unread.isEmpty() && timeIsUp.getAsBoolean()) {
            unread = Optional.of("no time was left");
        }
        if (unread.isEmpty()) {
            option(each);
        }
        return unread.<Reading>map(Reading.Unread::new)
                .orElseGet(() -> new Reading.Whole(schema.schema()));
    }

    /// Why not all of them could be read, empty where they were.
    private Optional<String> keys(Consumer<SecretRow> each, BooleanSupplier timeIsUp) {
        long after = Long.MIN_VALUE;
        int most = MOST;
        while (!timeIsUp.getAsBoolean()) {
            try {
                List<List<Field>> page = page(after, most);
                for (List<Field> row : page) {
                    if (row.getFirst().longValue() == null) {
                        return Optional.of("the ids of access_key are no numbers");
                    }
                    each.accept(row(row));
                    after = row.getFirst().longValue();
                }
                if (page.size() < most) {
                    return Optional.empty();
                }
                most = Math.min(MOST, 2 * most);
            } catch (BadRequestException e) {
                if (most == 1) {
                    return Optional.of(unreadable(after, e));
                }
                most /= 2;
            }
        }
        return Optional.of("no time was left");
    }

    private List<List<Field>> page(long after, int most) {
        return database.query(
                """
                SELECT k.id, k.name, k.%1$s, k.secret, %2$s, %3$s, %4$s, %5$s, %6$s
                FROM %7$s k%8$s WHERE k.id > :after ORDER BY k.id LIMIT %9$d
                """
                        .formatted(
                                schema.name("type"),
                                storage(),
                                expired(),
                                owner(),
                                joined ? "p.id" : schema.first("k", KEYS, "project_id"),
                                joined ? "p.name" : "''",
                                schema.table(KEYS),
                                joined
                                        ? " LEFT JOIN "
                                                + schema.table("project")
                                                + " p ON p.id = k.project_id"
                                        : "",
                                most),
                number("after", after));
    }

    /// Newer versions say which store it is, older ones only name what is in it.
    private String storage() {
        String type =
                schema.has(KEYS, "source_storage_type")
                        ? " WHEN k.source_storage_type IS NOT NULL THEN"
                                + " COALESCE(NULLIF(k.source_storage_type, ''), 'external')"
                        : "";
        return choice(
                Stream.concat(
                        Stream.of(type),
                        Stream.of("source_storage_id", "source_storage_key")
                                .map(column -> present(column, "external"))));
    }

    /// Before there was a column for it, the reference alone told.
    private String owner() {
        return choice(
                Stream.of(
                        schema.has(KEYS, "owner") ? " WHEN k.owner <> '' THEN k.owner" : "",
                        present("environment_id", "environment"),
                        present("user_id", "user")));
    }

    private String present(String column, String word) {
        return schema.has(KEYS, column)
                ? " WHEN k." + column + " IS NOT NULL THEN '" + word + "'"
                : "";
    }

    private static String choice(Stream<String> cases) {
        String all = String.join("", cases.toList());
        return all.isEmpty() ? "''" : "CASE" + all + " ELSE '' END";
    }

    /// By the database's own clock; Semaphore writes UTC.
    private String expired() {
        String now =
                switch (engine) {
                    case POSTGRESQL -> "now() AT TIME ZONE 'UTC'";
                    case MYSQL -> "UTC_TIMESTAMP()";
                };
        return schema.has(KEYS, "expire_at")
                ? "CASE WHEN k.expire_at < " + now + " THEN 1 ELSE 0 END"
                : "0";
    }

    private static SecretRow row(List<Field> row) {
        String project = text(row.get(7));
        return new SecretRow(
                Place.ACCESS_KEY,
                new StoredSecret(
                        text(row.get(0)),
                        text(row.get(1)),
                        SecretType.of(text(row.get(2))),
                        row.get(3).stringValue(),
                        text(row.get(4)),
                        row.get(5).longValue() == 1),
                project.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Project(project, text(row.get(8)))),
                text(row.get(6)));
    }

    private String unreadable(long after, BadRequestException failure) {
        String id =
                text(
                        database.query(
                                        "SELECT MIN(k.id) FROM %s k WHERE k.id > :after"
                                                .formatted(schema.table(KEYS)),
                                        number("after", after))
                                .getFirst()
                                .getFirst());
        return "the row of access_key with id "
                + id
                + " could not be read: "
                + AwsFailures.describe(failure);
    }

    /// The pair that signs Semaphore's tokens, where there is one.
    private void option(Consumer<SecretRow> each) {
        if (!schema.has("option", "key", "value")) {
            return;
        }
        database
                .query(
                        "SELECT o.%s FROM %s o WHERE o.%s = :key"
                                .formatted(
                                        schema.name("value"),
                                        schema.table("option"),
                                        schema.name("key")),
                        text("key", SIGNING_KEY))
                .stream()
                .map(row -> text(row.getFirst()))
                .filter(value -> !value.isEmpty())
                .map(value -> StoredSecret.of(SIGNING_KEY, SIGNING_KEY, SecretType.OPTION, value))
                .forEach(secret ->
                        each.accept(new SecretRow(Place.OPTION, secret, Optional.empty(), "")));
    }
}
