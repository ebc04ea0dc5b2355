package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.denial.KeyChange;
import io.keymend.denial.LifecycleEvent;
import io.keymend.install.KeyTimeline;
import io.keymend.install.LifecycleLog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the kept lifecycle events say that the judge may use: which keys KMS deleted, and which
/// aliases moved from one key to another.
public final class KeyLives {
    private KeyLives() {}

    /// Reads what is kept about these keys.
    ///
    /// @throws io.keymend.install.HistoryUnavailable where the log cannot be read
    public static KeyRecord of(LifecycleLog log, Collection<KeyArn> keys) {
        KeyTimeline timeline =
                KeyTimeline.of(
                        keys.stream().flatMap(key -> log.ofKey(key).stream()).distinct().toList());
        List<KeyRecord.Deletion> deletions =
                keys.stream()
                        .flatMap(key -> timeline.deleted(key).stream())
                        .map(proof ->
                                new KeyRecord.Deletion(proof.key(), proof.time(), proof.eventId()))
                        .toList();
        return new KeyRecord(deletions, aliasMoves(timeline));
    }

    private static List<KeyRecord.AliasMove> aliasMoves(KeyTimeline timeline) {
        Map<String, KeyArn> holders = new HashMap<>();
        List<KeyRecord.AliasMove> moves = new ArrayList<>();
        for (LifecycleEvent.OfKey event : timeline.events()) {
            if (event.change() == KeyChange.ALIAS_SET) {
                KeyArn before = holders.put(event.note(), event.key());
                if (before != null && !before.equals(event.key())) {
                    moves.add(
                            new KeyRecord.AliasMove(
                                    event.note(), before, event.key(), event.source().time()));
                }
            }
        }
        return moves;
    }
}
