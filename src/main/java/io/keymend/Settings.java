package io.keymend;

import io.keymend.denial.IamArn;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the function is told by its environment, read once.
///
/// @param topicArn where alerts are published
/// @param history the database that holds the install history
/// @param self the role this function runs as, whose own calls are no incident
/// @param announceAgain how long an announcement stands before the same cause is announced again
/// @param strangers what becomes of denials whose key or role is in no install
/// @param region the Region the function runs in
/// @param mending how far it may go in changing rows
public record Settings(
        String topicArn,
        DatabaseRef history,
        Optional<IamArn> self,
        Duration announceAgain,
        Strangers strangers,
        String region,
        MendSettings mending) {
    /// Reads `KEYMEND_*` and `AWS_REGION`.
    ///
    /// @throws IllegalArgumentException naming every wrong or missing variable at once
    public static Settings from(Map<String, String> environment) {
        return new Reader(environment).read();
    }

    private static final class Reader {
        private final Map<String, String> environment;
        private final List<String> faults = new ArrayList<>();

        Reader(Map<String, String> environment) {
            this.environment = environment;
        }

        Settings read() {
            String topic = arn("KEYMEND_TOPIC_ARN", ":sns:");
            String cluster = arn("KEYMEND_HISTORY_CLUSTER_ARN", ":rds:");
            String secret = arn("KEYMEND_HISTORY_SECRET_ARN", ":secretsmanager:");
            String database = optional("KEYMEND_HISTORY_DATABASE").orElse("keymend");
            Engine engine = engine();
            Optional<IamArn> self = optional("KEYMEND_ROLE_ARN").flatMap(this::role);
            Duration again = minutes();
            Strangers strangers = Strangers.of(optional("KEYMEND_STRANGERS"));
            String region = required("AWS_REGION");
            MendSettings mending = MendSettings.from(environment, faults);
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(
                        "the function's environment is wrong: " + String.join("; ", faults));
            }
            return new Settings(
                    topic,
                    new DatabaseRef(engine, cluster, database, secret),
                    self,
                    again,
                    strangers,
                    region,
                    mending);
        }

        private Optional<String> optional(String name) {
            return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
        }

        private String required(String name) {
            return optional(name)
                    .orElseGet(() -> {
                        faults.add(name + " is missing");
                        return "";
                    });
        }

        private String arn(String name, String service) {
            String value = required(name);
            if (!value.isEmpty() && !(value.startsWith("arn:") && value.contains(service))) {
                faults.add(name + " is not an ARN with " + service + ": " + value);
            }
            return value;
        }

        private Engine engine() {
            String value = optional("KEYMEND_HISTORY_ENGINE").orElse("postgresql");
            for (Engine engine : Engine.values()) {
                if (engine.name().toLowerCase(Locale.ROOT).equals(value)) {
                    return engine;
                }
            }
            faults.add("KEYMEND_HISTORY_ENGINE is not postgresql or mysql: " + value);
            return Engine.POSTGRESQL;
        }

        private Optional<IamArn> role(String value) {
            Optional<IamArn> role = IamArn.parse(value);
            if (role.isEmpty()) {
                faults.add("KEYMEND_ROLE_ARN is not an IAM role ARN: " + value);
            }
            return role;
        }

        private Duration minutes() {
            String value = optional("KEYMEND_ANNOUNCE_AGAIN_MINUTES").orElse("60");
            if (!value.matches("[0-9]{1,5}")) {
                faults.add("KEYMEND_ANNOUNCE_AGAIN_MINUTES is not a number of minutes: " + value);
                return Duration.ZERO;
            }
            return Duration.ofMinutes(Integer.parseInt(value));
        }
    }
}
