package io.keymend.local;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;

/// Tells a person what is going on, before it is done.
final class Progress {
    private final PrintStream out;
    private final long start = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    /// Something that takes a while.
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, SQLException;
    }

    <T> T step(String what, Work<T> work) throws IOException, SQLException {
        Duration since = Duration.ofNanos(System.nanoTime() - start);
        out.printf("[%4.1f s] %s%n", since.toMillis() / 1_000.0, what);
        return work.run();
    }
}
