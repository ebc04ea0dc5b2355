package io.keymend;

import io.keymend.local.LocalStack;
import io.keymend.localaws.Fault;
import io.keymend.localaws.Faults;
import io.keymend.localaws.StandIn;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/// The end of a process at one of its calls to AWS.
///
/// @param call which of its calls to any service is the last that arrives, from 1 on
/// @param last whether that one takes effect before the connection breaks
record Death(int call, Fault last) {
    private static final int PATIENCE_MS = 30_000;

    /// How many calls a piece of work makes, and which of them is the first statement that may
    /// write.
    record Calls(int all, int firstWrite) {}

    /// Does the work undisturbed.
    static Calls count(LocalStack stack, Callable<?> work) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger looking = new AtomicInteger();
        int asked = stack.rdsData().asked().size();
        each(
                stack,
                _ -> {
                    calls.incrementAndGet();
                    if (!hasWritten(stack, asked)) {
                        looking.incrementAndGet();
                    }
                    return null;
                });
        try {
            work.call();
        } finally {
            clear(stack);
        }
        return new Calls(calls.get(), looking.get());
    }

    private static boolean hasWritten(LocalStack stack, int from) {
        return stack.rdsData().asked().stream()
                .skip(from)
                .anyMatch(asked -> !asked.sql().strip().matches("(?s)\\(?(SELECT|WITH|SHOW) .*"));
    }

    /// Does the work until it dies. Its thread is interrupted, so that it neither waits nor tries
    /// again; what it still sends does not arrive. Its transactions end as the service ends them.
    void strike(LocalStack stack, Callable<?> work) throws InterruptedException {
        Thread process =
                Thread.ofPlatform()
                        .unstarted(() -> {
                            try {
                                work.call();
                            } catch (Exception | AssertionError _) {
                                // Nobody is left to hear of it.
                            }
                        });
        AtomicInteger calls = new AtomicInteger();
        each(
                stack,
                _ -> {
                    int now = calls.incrementAndGet();
                    if (now < call) {
                        return null;
                    }
                    process.interrupt();
                    return now == call ? last : new Fault.CutBefore();
                });
        process.start();
        process.join(PATIENCE_MS);
        clear(stack);
        if (process.isAlive() || calls.get() < call) {
            throw new IllegalStateException(
                    this + (process.isAlive() ? " did not end it" : " was never reached"));
        }
        stack.rdsData().endTransactions();
    }

    private static void each(LocalStack stack, Faults.Script script) {
        services(stack).forEach(service -> service.faults().each(script));
    }

    private static void clear(LocalStack stack) {
        services(stack).forEach(service -> service.faults().clear());
    }

    private static List<StandIn> services(LocalStack stack) {
        return List.of(stack.rdsData(), stack.kms(), stack.sns());
    }
}
