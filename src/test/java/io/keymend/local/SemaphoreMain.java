package io.keymend.local;

import io.keymend.KeymendFunction;
import io.keymend.localaws.Database;
import io.keymend.localaws.MariaDatabase;
import io.keymend.localaws.PostgresDatabase;
import io.keymend.localaws.SnsStandIn;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;

/// Semaphore's broken move for a person to watch: `mvn -q -Plocal -Dproduct=semaphore`.
///
/// `-Ddb=postgresql` takes the other database, `-Devent=FILE` another delivery of log lines.
final class SemaphoreMain {
    static final Path SAMPLE = Path.of("events/semaphore-cannot-decrypt.json");

    private final PrintStream out;
    private final Progress progress;

    SemaphoreMain(PrintStream out) {
        this.out = out;
        this.progress = new Progress(out);
    }

    /// Answers the exit code: 0 where the function answered, 2 where something named is not there.
    int run(String engine, Path event) throws IOException, SQLException {
        if (!Files.isReadable(event)) {
            System.err.println("no such event file: " + event);
            return 2;
        }
        return switch (engine) {
            case "", "mysql", "mariadb" -> run("MariaDB", MariaDatabase::start, event);
            case "postgresql" -> run("PostgreSQL", PostgresDatabase::start, event);
            default -> {
                System.err.println("no such database: " + engine + "; there is mysql, postgresql");
                yield 2;
            }
        };
    }

    private int run(String name, Progress.Work<Database> start, Path event)
            throws IOException, SQLException {
        String text = Files.readString(event, StandardCharsets.UTF_8);
        Database server = progress.step("starting " + name, start);
        try (server;
                LocalStack stack =
                        progress.step(
                                "starting RDS Data, Secrets Manager, SNS and KMS",
                                () -> LocalStack.alone(server, InstantSource.system()))) {
            progress.step(
                    "laying out Semaphore's database as the move left it",
                    () -> SemaphoreMove.layOut(stack));
            KeymendFunction function =
                    progress.step("starting the function", () -> stack.function(out));
            Invocation.ofSample(function, "command-create-schema.json");
            SemaphoreMove.record(stack, function);
            String answer =
                    progress.step(
                            "sending " + event + " through the handler",
                            () -> Invocation.of(function, Delivery.asDelivered(text)));
            out.println("the function answered: " + answer);
            out.println();
            for (SnsStandIn.Delivery email : stack.sns().deliveries("email")) {
                out.println(email.text());
            }
            return 0;
        }
    }
}
