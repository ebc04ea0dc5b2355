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

    /// The next call of the operation meets this fault; several wait in line.
    public void next(String operation, Fault fault) {
        once.computeIfAbsent(operation, _ -> new ConcurrentLinkedQueue<>()).add(fault);
    }

    /// Every call of the operation meets this fault until [#clear()].
    public void always(String operation, Fault fault) {
        always.put(operation, fault);
    }

    public void clear() {
        once.clear();
        always.clear();
    }

    @Nullable Fault take(String operation) {
        Queue<Fault> waiting = once.get(operation);
        Fault first = waiting == null ? null : waiting.poll();
        return first == null ? always.get(operation) : first;
    }
}
