package io.keymend.localaws;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The faults waiting at a stand-in, by operation name (`Decrypt`, `ExecuteStatement`).
public final class Faults {
    private final Map<String, Queue<Fault>> once = new ConcurrentHashMap<>();
    private final Map<String, Fault> always = new ConcurrentHashMap<>();
    private volatile Script script = _ -> null;

    /// What each call meets, whatever its operation.
    @FunctionalInterface
    public interface Script {
        /// Asked once for each call, before any fault that waits; null for none of its own.
        @Nullable Fault of(String operation);
    }

    /// The next call of the operation meets this fault; several wait in line.
    public void next(String operation, Fault fault) {
        once.computeIfAbsent(operation, _ -> new ConcurrentLinkedQueue<>()).add(fault);
    }

    /// Every call of the operation meets this fault until [#clear()].
    public void always(String operation, Fault fault) {
        always.put(operation, fault);
    }

    /// Every call asks the script first, until [#clear()].
    public void each(Script asked) {
        script = asked;
    }

    public void clear() {
        script = _ -> null;
        once.clear();
        always.clear();
    }

    @Nullable Fault take(String operation) {
        Fault scripted = script.of(operation);
        if (scripted != null) {
            return scripted;
        }
        Queue<Fault> waiting = once.get(operation);
        Fault first = waiting == null ? null : waiting.poll();
        return first == null ? always.get(operation) : first;
    }
}
