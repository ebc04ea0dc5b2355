package io.keymend.bench;

import io.keymend.KeymendFunction;
import io.keymend.house.Template;
import io.keymend.local.Invocation;
import io.keymend.local.LocalStack;
import io.keymend.local.Reinstall;
import io.keymend.localaws.LambdaProcess;
import io.keymend.localaws.PostgresDatabase;
import io.keymend.localaws.Reply;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// What a cold start costs: the packaged function against an empty one, in turn, under Lambda's own
/// runtime client.
///
/// `wall` is from process start to the first answer, `init` to the first request for work, `first`
/// the first event, `later` the second. The event is the whole way of a Spacelift denial, so
/// `first` holds a census of seven tables as well.
public final class ColdStart {
    private static final int ROUNDS = 7;
    private static final String FAST_COMPILER = "-XX:TieredStopAtLevel=1 -Xshare:auto";

    private final LocalStack stack;
    private final Map<String, String> environment;
    private final String event;

    private ColdStart(LocalStack stack) throws IOException {
        this.stack = stack;
        this.event = Invocation.sqsBatch(Invocation.sample("spacelift-decrypt-denied.json"));
        this.environment = new HashMap<>(stack.processEnvironment());
        environment.put("JAVA_TOOL_OPTIONS", FAST_COMPILER);
        environment.put("KEYMEND_ANNOUNCE_AGAIN_MINUTES", "0");
    }

    public static void main(String[] arguments) throws Exception {
        try (PostgresDatabase server = PostgresDatabase.start();
                LocalStack stack = LocalStack.alone(server, InstantSource.system())) {
            new ColdStart(stack).run(Path.of(System.getProperty("keymend.jar")));
        }
    }

    private void run(Path jar) throws IOException, SQLException, InterruptedException {
        Reinstall.layOut(stack, new Random(1));
        KeymendFunction recorder = stack.function(new PrintStream(OutputStream.nullOutputStream()));
        Reinstall.record(stack, recorder);
        Path empty = EmptyFunction.jar();
        List<Sample> base = new ArrayList<>();
        List<Sample> keymend = new ArrayList<>();
        for (int round = -1; round < ROUNDS; round++) {
            Sample a = start(empty, EmptyFunction.HANDLER);
            Sample b = start(jar, Template.ofKeymend().handler());
            if (round >= 0) {
                base.add(a);
                keymend.add(b);
            }
        }
        Files.delete(empty);
        Sample.print(System.out, base, keymend);
    }

    private Sample start(Path jar, String handler) throws IOException, InterruptedException {
        try (LambdaProcess function = LambdaProcess.start(jar, handler, environment)) {
            long start = function.startedNanos();
            function.awaitReady();
            long ready = System.nanoTime();
            invoke(function);
            long first = System.nanoTime();
            invoke(function);
            return new Sample(
                    first - start, ready - start, first - ready, System.nanoTime() - first);
        }
    }

    private void invoke(LambdaProcess function) throws InterruptedException {
        Reply reply = function.invoke(event);
        if (!(reply instanceof Reply.Returned(var payload)) || payload.contains("itemIdentifier")) {
            throw new IllegalStateException("the function failed: " + reply + function.output());
        }
    }
}
