package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aws.AwsAdapters;
import io.keymend.denial.Reading;
import io.keymend.doctor.Doctor;
import io.keymend.evidence.Examiner;
import io.keymend.json.Json;
import io.keymend.json.Node;
import io.keymend.local.Invocation;
import io.keymend.profile.Profiles;
import io.keymend.remedy.Mode;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A bug of Keymend's own fails the messages it meets and leaves the others alone.
final class BatchFaultTest extends StackFixture {
    private static final String PLANTED = "the bug quotes a secret";

    private final Json json = new Json();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @Test
    void whereItMeetsAFoldTheOthersAreAnnounced() throws Exception {
        Batch batch =
                batch(
                        adapters()::read,
                        _ -> {
                            throw new IllegalStateException(PLANTED);
                        });

        assertThat(handle(batch, denied(), stranger(), denied()))
                .containsExactly("message-0", "message-2");
        assertThat(alerts()).isEqualTo(1);
        assertTold();
    }

    @Test
    void whereItMeetsAMessageTheOthersAreAnnounced() throws Exception {
        Function<Node, Reading> reader =
                record -> {
                    if (record.at("eventName").textOrEmpty().equals("Strange")) {
                        throw new IllegalStateException(PLANTED);
                    }
                    return adapters().read(record);
                };

        assertThat(
                        handle(
                                batch(reader, _ -> Optional.empty()),
                                "{\"eventSource\":\"a\",\"eventName\":\"Strange\"}",
                                stranger()))
                .containsExactly("message-0");
        assertThat(alerts()).isEqualTo(1);
        assertTold();
    }

    private void assertTold() {
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("\"fault\":\"java.lang.IllegalStateException\"")
                .contains("BatchFaultTest")
                .doesNotContain(PLANTED);
    }

    private List<String> handle(Batch batch, String... bodies) throws Exception {
        Input input = new Opener(json).open(json.read(Invocation.sqsBatch(bodies)));
        return batch.handle((Input.SqsBatch) input, () -> false);
    }

    private Batch batch(Function<Node, Reading> reader, Profiles profiles) {
        AwsAdapters aws = adapters();
        Investigation investigation =
                new Investigation(
                        new Inquiry(
                                aws.history(),
                                aws.lifecycle(),
                                profiles,
                                new Examiner(aws.tables(), aws.keys()),
                                Mode.OFF,
                                clock()),
                        aws.incidents(),
                        aws.announcer(),
                        clock(),
                        settings().announceAgain(),
                        settings().strangers(),
                        (_, _, _) -> {});
        Lookout lookout =
                new Lookout(
                        aws.history(),
                        aws.lifecycle(),
                        profiles,
                        new Examiner(aws.tables(), aws.keys()),
                        aws.keys(),
                        new Outlook(aws.incidents()),
                        aws.announcer(),
                        clock());
        Surgery surgery =
                new Surgery(
                        aws.history(),
                        profiles,
                        new Doctor(aws.secretTables(), aws.ownKeys()),
                        aws.incidents(),
                        aws.announcer(),
                        clock(),
                        settings().announceAgain());
        return new Batch(
                new Opener(json),
                reader,
                investigation,
                lookout,
                surgery,
                new DecisionLog(new PrintStream(log, true, StandardCharsets.UTF_8), json));
    }

    private AwsAdapters adapters() {
        return new AwsAdapters(
                stack.clients(),
                settings().history(),
                settings().topicArn(),
                settings().self(),
                clock(),
                json);
    }

    private Settings settings() {
        return Settings.from(stack.environment());
    }

    private static String stranger() throws IOException {
        return Invocation.sample("stranger-role.json");
    }
}
