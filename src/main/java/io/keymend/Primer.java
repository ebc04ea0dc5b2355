package io.keymend;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyProbe;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.Install;
import io.keymend.install.InstallHistory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Warms the function up: reads an event that is noise, the install history, and the state of one
/// recorded key.
///
/// Bounded in time, because Lambda gives an initialisation ten seconds
/// (docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html); a database that is
/// waking up may take longer.
final class Primer {
    /// An event that is read like any other and then ignored.
    static final byte[] NOISE =
            "{\"eventSource\":\"kms.amazonaws.com\",\"eventName\":\"Decrypt\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final InstallHistory history;
    private final KeyProbe keys;
    private final Runnable readNoise;

    Primer(InstallHistory history, KeyProbe keys, Runnable readNoise) {
        this.history = history;
        this.keys = keys;
        this.readNoise = readNoise;
    }

    void run() {
        readNoise.run();
        Thread calls = Thread.ofPlatform().daemon().name("primer").start(this::call);
        try {
            calls.join(LONGEST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call() {
        try {
            newestKey(history.all()).ifPresent(keys::read);
        } catch (HistoryUnavailable _) {
            // The first event reports it.
        }
    }

    private static Optional<KeyArn> newestKey(List<Install> installs) {
        return installs.isEmpty()
                ? Optional.empty()
                : installs.getLast().dataKeys().stream().findFirst();
    }
}
