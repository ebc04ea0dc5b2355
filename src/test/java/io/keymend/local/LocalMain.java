package io.keymend.local;

import io.keymend.KeymendFunction;
import io.keymend.json.Json;
import io.keymend.localaws.PostgresDatabase;
import io.keymend.localaws.SnsStandIn;
import io.keymend.remedy.Mode;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/// The whole way of one event for a person to watch: `mvn -q -Plocal`.
///
/// Options: `-Devent=FILE` sends another event, `-Dkeep=true` leaves the stack running,
/// `-Dmode=reseal` and `-Dmode=purge-superseded` let Keymend change rows and show what it did.
/// Three start no stack and read a file: `-Dseals=FILE` prints what sealed its values,
/// `-Dexplain=FILE` what its events and messages are read as, `-Dsemaphore=FILE` the steps at which
/// its Semaphore secrets end. `-Dproduct=semaphore` tells another story: [SemaphoreMain].
public final class LocalMain {
    private static final String SPACELIFT = "spacelift";
    private static final Path SAMPLE = Path.of("events/spacelift-decrypt-denied.json");

    private final Progress progress = new Progress(System.out);
    private final Path event;
    private final boolean keep;
    private final Mode mode;

    private LocalMain(Path event, boolean keep, Mode mode) {
        this.event = event;
        this.keep = keep;
        this.mode = mode;
    }

    /// Ends with exit code 0 where the function answered, 2 where the file cannot be read.
    public static void main(String[] arguments) throws Exception {
        String seals = System.getProperty("seals", "");
        if (!seals.isEmpty()) {
            System.exit(seals(Path.of(seals)));
        }
        String explain = System.getProperty("explain", "");
        if (!explain.isEmpty()) {
            System.exit(explain(Path.of(explain)));
        }
        String semaphore = System.getProperty("semaphore", "");
        if (!semaphore.isEmpty()) {
            System.exit(semaphore(Path.of(semaphore)));
        }
        String product = System.getProperty("product", SPACELIFT);
        Path event = Path.of(System.getProperty("event", SAMPLE.toString()));
        if (product.equals("semaphore")) {
            System.exit(
                    new SemaphoreMain(System.out)
                            .run(
                                    System.getProperty("db", ""),
                                    event.equals(SAMPLE) ? SemaphoreMain.SAMPLE : event));
        }
        if (!product.equals(SPACELIFT)) {
            System.err.println("no such product: " + product + "; there is spacelift, semaphore");
            System.exit(2);
        }
        String mode = System.getProperty("mode", Mode.OFF.toString());
        if (!Mode.isLiteral(mode)) {
            System.err.println("no such mode: " + mode);
            System.exit(2);
        }
        LocalMain main = new LocalMain(event, Boolean.getBoolean("keep"), Mode.parse(mode));
        System.exit(main.run());
    }

    private static int seals(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            System.err.println("no such file of sealed values: " + file);
            return 2;
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        SealsTable.of(text.lines().toList()).print(results());
        return 0;
    }

    private static int explain(Path path) throws IOException {
        if (!Files.isReadable(path)) {
            System.err.println("no such file or folder of events: " + path);
            return 2;
        }
        ExplainFiles.to(results()).print(path);
        return 0;
    }

    private static int semaphore(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            System.err.println("no such file of Semaphore's secrets: " + file);
            return 2;
        }
        try {
            SemaphoreTable.of(Files.readAllBytes(file)).print(results());
            return 0;
        } catch (Json.Unreadable e) {
            System.err.println("not a file of Semaphore's secrets: " + e.getMessage());
            return 2;
        }
    }

    private static PrintStream results() {
        return new PrintStream(
                new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    }

    private int run() throws IOException, SQLException, InterruptedException {
        if (!Files.isReadable(event)) {
            System.err.println("no such event file: " + event);
            return 2;
        }
        String text = Files.readString(event, StandardCharsets.UTF_8);
        PostgresDatabase server = progress.step("starting PostgreSQL", PostgresDatabase::start);
        try (server;
                LocalStack stack =
                        progress.step(
                                "starting KMS, RDS Data, Secrets Manager and SNS",
                                () -> LocalStack.alone(server, InstantSource.system()))) {
            return tell(stack, text);
        }
    }

    private int tell(LocalStack stack, String text)
            throws IOException, SQLException, InterruptedException {
        Layout layout =
                progress.step(
                        "laying out Spacelift's database as a reinstall leaves it",
                        () -> Reinstall.layOut(stack, new Random(2026)));
        World.asTheEventSays(stack, text);
        MendStory story = new MendStory(mode, stack, System.out);
        stack.allowMending();
        KeymendFunction function =
                progress.step(
                        "starting the function",
                        () ->
                                stack.function(
                                        story.environment(), InstantSource.system(), System.out));
        progress.step(
                "recording the former and the current install",
                () -> {
                    Reinstall.record(stack, function);
                    return layout;
                });
        TableStates states = new TableStates(stack, layout.truths());
        if (mode != Mode.OFF) {
            story.createJournal(function);
            states.print(System.out, "WHAT THE TABLES HOLD BEFORE");
        }
        String input = Delivery.asDelivered(text);
        String answer =
                progress.step(
                        "sending " + event + " through the handler",
                        () -> Invocation.of(function, input));
        if (mode == Mode.RESEAL) {
            story.reseal(function);
        }
        print(stack.sns().deliveries("email"), answer);
        if (mode != Mode.OFF) {
            states.print(System.out, "WHAT THE TABLES HOLD AFTER");
            story.journal(function);
        }
        if (keep) {
            Endpoints.print(System.out, stack);
            Thread.currentThread().join();
        }
        return 0;
    }

    private static void print(List<SnsStandIn.Delivery> emails, String answer) {
        System.out.println("the function answered: " + answer);
        System.out.println();
        if (emails.isEmpty()) {
            System.out.println("No alert was published.");
        }
        emails.forEach(email -> System.out.println(email.text()));
    }
}
