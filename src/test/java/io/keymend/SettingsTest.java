package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.denial.IamArn;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Engine;
import io.keymend.remedy.Caps;
import io.keymend.remedy.Mode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

final class SettingsTest {
    private static final String TOPIC = "arn:aws:sns:eu-west-1:111122223333:keymend";
    private static final String CLUSTER = "arn:aws:rds:eu-west-1:111122223333:cluster:keymend";
    private static final String SECRET =
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:keymend/history-AbCdEf";

    private final Map<String, String> environment =
            new HashMap<>(
                    Map.of(
                            "KEYMEND_TOPIC_ARN", TOPIC,
                            "KEYMEND_HISTORY_CLUSTER_ARN", CLUSTER,
                            "KEYMEND_HISTORY_SECRET_ARN", SECRET,
                            "AWS_REGION", "eu-west-1"));

    @Test
    void theRestHasDefaults() {
        Settings settings = Settings.from(environment);
        assertThat(settings.topicArn()).isEqualTo(TOPIC);
        assertThat(settings.history())
                .isEqualTo(new DatabaseRef(Engine.POSTGRESQL, CLUSTER, "keymend", SECRET));
        assertThat(settings.self()).isEmpty();
        assertThat(settings.announceAgain()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.strangers()).isEqualTo(Strangers.ANNOUNCE);
        assertThat(settings.region()).isEqualTo("eu-west-1");
    }

    @Test
    void everySettingIsHeeded() {
        environment.put("KEYMEND_HISTORY_ENGINE", "mysql");
        environment.put("KEYMEND_HISTORY_DATABASE", "history");
        environment.put("KEYMEND_ROLE_ARN", "arn:aws:iam::111122223333:role/keymend-function");
        environment.put("KEYMEND_ANNOUNCE_AGAIN_MINUTES", "0");
        Settings settings = Settings.from(environment);
        assertThat(settings.history())
                .isEqualTo(new DatabaseRef(Engine.MYSQL, CLUSTER, "history", SECRET));
        assertThat(settings.self()).map(IamArn::name).contains("keymend-function");
        assertThat(settings.announceAgain()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"ignore, IGNORE", "announce, ANNOUNCE", "IGNORE, ANNOUNCE", "'ignore ', ANNOUNCE"})
    void onlyTheExactWordKeepsStrangersQuiet(String value, Strangers strangers) {
        environment.put("KEYMEND_STRANGERS", value);
        assertThat(Settings.from(environment).strangers()).isEqualTo(strangers);
    }

    @Test
    void everyMissingVariableIsNamedAtOnce() {
        assertThatThrownBy(() -> Settings.from(Map.of("AWS_REGION", " ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the function's environment is wrong: KEYMEND_TOPIC_ARN is missing;"
                                + " KEYMEND_HISTORY_CLUSTER_ARN is missing;"
                                + " KEYMEND_HISTORY_SECRET_ARN is missing; AWS_REGION is missing");
    }

    @Test
    void everyWrongVariableIsNamedAtOnce() {
        environment.replaceAll((_, _) -> "x");
        environment.put("KEYMEND_HISTORY_ENGINE", "x");
        environment.put("KEYMEND_ROLE_ARN", "x");
        environment.put("KEYMEND_ANNOUNCE_AGAIN_MINUTES", "x");
        assertThatThrownBy(() -> Settings.from(environment))
                .hasMessageContainingAll(
                        "KEYMEND_TOPIC_ARN is not an ARN with :sns:: x",
                        "KEYMEND_HISTORY_CLUSTER_ARN is not an ARN with :rds:: x",
                        "KEYMEND_HISTORY_SECRET_ARN is not an ARN with :secretsmanager:: x",
                        "KEYMEND_HISTORY_ENGINE is not postgresql or mysql: x",
                        "KEYMEND_ROLE_ARN is not an IAM role ARN: x",
                        "KEYMEND_ANNOUNCE_AGAIN_MINUTES is not a number of minutes: x");
    }

    @ParameterizedTest
    @CsvSource({
        "KEYMEND_HISTORY_ENGINE, PostgreSQL",
        "KEYMEND_HISTORY_ENGINE, postgres",
        "KEYMEND_ROLE_ARN, keymend-function",
        "KEYMEND_ANNOUNCE_AGAIN_MINUTES, -1",
        "KEYMEND_ANNOUNCE_AGAIN_MINUTES, 1.5",
        "KEYMEND_ANNOUNCE_AGAIN_MINUTES, 100000",
        "KEYMEND_TOPIC_ARN, arn:aws:sqs:eu-west-1:111122223333:keymend"
    })
    void oneWrongVariableIsTheOneFault(String name, String value) {
        environment.put(name, value);
        assertThatThrownBy(() -> Settings.from(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining(";");
    }

    @Test
    void nothingMayBeChangedUnlessSomebodySaysSo() {
        assertThat(Settings.from(environment).mending()).isEqualTo(MendSettings.OFF);
    }

    @ParameterizedTest
    @CsvSource({"off, false", "OFF, true", "on, true", "reseal2, true", "'', true", "Reseal, true"})
    void whileOffTheWriterIsNotEvenRead(String mode, boolean slip) {
        environment.put("KEYMEND_MODE", mode);
        environment.put("KEYMEND_WRITER_SECRET_ARN", SECRET);
        MendSettings mending = Settings.from(environment).mending();
        assertThat(mending.mode()).isEqualTo(Mode.OFF);
        assertThat(mending.writerSecret()).isEmpty();
        assertThat(mending.slip().isPresent()).isEqualTo(slip);
    }

    @Test
    void everyMendingSettingIsHeeded() {
        environment.put("KEYMEND_MODE", "purge-gone");
        environment.put("KEYMEND_WRITER_SECRET_ARN", SECRET);
        environment.put("KEYMEND_MOST_LOST", "1");
        environment.put("KEYMEND_MOST_RESEALED", "2");
        environment.put("KEYMEND_MOST_PERCENT", "3");
        environment.put("KEYMEND_PLAN_HOURS", "24");
        assertThat(Settings.from(environment).mending())
                .isEqualTo(
                        new MendSettings(
                                Mode.PURGE_GONE,
                                Optional.empty(),
                                Optional.of(SECRET),
                                new Caps(1, 2, 3),
                                Duration.ofHours(24)));
    }

    @ParameterizedTest
    @CsvSource({
        "KEYMEND_MOST_LOST, -1",
        "KEYMEND_MOST_LOST, many",
        "KEYMEND_MOST_LOST, 1000001",
        "KEYMEND_MOST_RESEALED, 1e9",
        "KEYMEND_MOST_PERCENT, 100",
        "KEYMEND_PLAN_HOURS, 0",
        "KEYMEND_PLAN_HOURS, 25"
    })
    void aCapThatIsNoneIsAnErrorAndNoDefault(String name, String value) {
        environment.put(name, value);
        assertThatThrownBy(() -> Settings.from(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name + " is not a number from ")
                .hasMessageEndingWith(": " + value);
    }
}
