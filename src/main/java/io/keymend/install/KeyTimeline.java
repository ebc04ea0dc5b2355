package io.keymend.install;

import io.keymend.denial.KeyArn;
import io.keymend.denial.KeyChange;
import io.keymend.denial.LifecycleEvent;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What happened to keys, in the order in which it happened, each thing once: the same however
/// often and in whatever order the events arrived.
///
/// @param events oldest first
public record KeyTimeline(List<LifecycleEvent.OfKey> events) {
    public KeyTimeline {
        events = List.copyOf(events);
    }

    public static KeyTimeline of(Collection<? extends LifecycleEvent> events) {
        return new KeyTimeline(
                events.stream()
                        .filter(LifecycleEvent.OfKey.class::isInstance)
                        .map(LifecycleEvent.OfKey.class::cast)
                        .sorted(LifecycleEvent.IN_ORDER)
                        .distinct()
                        .toList());
    }

    /// What happened to this very key: a replica elsewhere lives and dies by itself.
    public KeyTimeline only(KeyArn key) {
        return new KeyTimeline(events.stream().filter(event -> event.key().equals(key)).toList());
    }

    /// The last few, newest first.
    public List<LifecycleEvent.OfKey> latest(int count) {
        return events.reversed().stream().limit(count).toList();
    }

    /// KMS's own word that this very key was deleted. None where something happened to it
    /// afterwards that only a key which exists can undergo: such events contradict each other.
    public Optional<Proof> deleted(KeyArn key) {
        List<LifecycleEvent.OfKey> own = only(key).events;
        Optional<LifecycleEvent.OfKey> deletion =
                own.stream().filter(event -> event.change() == KeyChange.DELETED).findFirst();
        return deletion.filter(gone -> own.stream().noneMatch(event -> contradicts(event, gone)))
                .map(gone -> new Proof(key, gone.source().time(), gone.source().id()));
    }

    private static boolean contradicts(LifecycleEvent.OfKey event, LifecycleEvent.OfKey deletion) {
        return event.change().needsTheKey()
                && event.source().time().isAfter(deletion.source().time());
    }

    /// That KMS said it deleted a key, and in which event.
    public record Proof(KeyArn key, Instant time, String eventId) {}
}
