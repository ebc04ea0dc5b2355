package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;

import io.keymend.house.Template;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.localaws.Fault;
import io.keymend.localaws.LambdaProcess;
import io.keymend.localaws.Reply;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The packaged function, killed as a process while one of its chunks is in a transaction; another
/// process goes on.
abstract class MendKillContract extends DeathFixture {
    private static final Path JAR = Path.of(System.getProperty("keymend.jar"));
    private static final Duration SLOW = Duration.ofMillis(400);
    private static final int KILLS = 3;

    private @Nullable LambdaProcess process;

    MendKillContract(Database server) throws SQLException {
        super(server);
    }

    @AfterEach
    void end() throws IOException {
        if (process != null) {
            process.close();
        }
    }

    @Test
    void whatAKilledProcessLeavesAnotherFinishes() throws Exception {
        given("reseal");
        long seed = Long.getLong("mend.seed", System.nanoTime() % 1_000_000);
        System.out.println("Killing processes, seed " + seed);
        Random random = new Random(seed);
        Snapshot start = snapshot();
        Books before = books();
        int calls = callsInChunks();
        Books whole = opened();
        for (int i = 0; i < KILLS; i++) {
            start.putBack();
            killedAt(1 + random.nextInt(calls));
            Books left = books();
            left.holdAll(before.tables());
            assertThat(state()).isEqualTo("APPLYING");
            process = started();
            assertThat(answer(process).path("outcome").asText())
                    .as("while the claim of the dead stands")
                    .isEqualTo("taken");
            assertThat(books()).isEqualTo(left);
            letTheClaimExpire();
            finish("APPLYING", answer(process));
            assertThat(opened()).isEqualTo(whole);
            assertThat(state()).isEqualTo("APPLIED");
        }
    }

    /// How many calls an undisturbed run makes inside the transactions of its chunks.
    private int callsInChunks() throws IOException, InterruptedException {
        ChunkCalls calls = new ChunkCalls(Integer.MAX_VALUE);
        stack.rdsData().faults().each(calls::fault);
        process = started();
        finish("OPEN", answer(process));
        stack.rdsData().faults().clear();
        return calls.seen;
    }

    /// Makes the nth call inside a chunk's transaction slow, and kills the process while it waits.
    /// What it asked for last still happens; then its transactions end, as they do when nobody uses
    /// them.
    private void killedAt(int nth) throws Exception {
        LambdaProcess victim = process == null ? started() : process;
        ChunkCalls calls = new ChunkCalls(nth);
        stack.rdsData().faults().each(calls::fault);
        CompletableFuture<Reply> reply = victim.send(MAPPER.writeValueAsString(apply()));
        assertThat(calls.reached.await(60, TimeUnit.SECONDS)).as("call " + nth).isTrue();
        victim.kill();
        assertThat(victim.isAlive()).isFalse();
        assertThatThrownBy(reply::get).hasMessageContaining("the function's process ended");
        Thread.sleep(SLOW.multipliedBy(2));
        stack.rdsData().faults().clear();
        stack.rdsData().endTransactions();
        victim.close();
    }

    private LambdaProcess started() throws IOException {
        Map<String, String> environment = new TreeMap<>(stack.processEnvironment());
        environment.put("KEYMEND_MODE", "reseal");
        environment.put("KEYMEND_WRITER_SECRET_ARN", Story.MENDER_SECRET);
        return LambdaProcess.start(JAR, Template.ofKeymend().handler(), environment);
    }

    private JsonNode answer(LambdaProcess function) throws IOException, InterruptedException {
        return switch (function.invoke(MAPPER.writeValueAsString(apply()))) {
            case Reply.Returned(var payload) -> MAPPER.readTree(payload);
            case Reply.Failed(var type, var payload) ->
                    throw new AssertionError(type + ": " + payload);
            case Reply.NeverStarted(var type, var payload) ->
                    throw new AssertionError(type + ": " + payload);
        };
    }

    /// Counts the calls to the Data API inside transactions of the mending user.
    private final class ChunkCalls {
        private final int slow;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final int from = stack.rdsData().asked().size();
        private boolean inTransaction;
        private int seen;

        ChunkCalls(int slow) {
            this.slow = slow;
        }

        synchronized @Nullable Fault fault(String operation) {
            boolean counts = inTransaction && isMending();
            inTransaction =
                    operation.equals("BeginTransaction")
                            || (inTransaction && operation.equals("ExecuteStatement"));
            if (!counts || ++seen != slow) {
                return null;
            }
            reached.countDown();
            return new Fault.Slow(SLOW);
        }

        private boolean isMending() {
            return stack.rdsData().asked().stream()
                    .skip(from)
                    .anyMatch(asked -> asked.secretArn().equals(Story.MENDER_SECRET));
        }
    }
}
