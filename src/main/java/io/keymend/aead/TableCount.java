package io.keymend.aead;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A table's rows, counted by why they end where they do.
///
/// @param steps rows by the step at which Semaphore ends
/// @param noKeyAsked rows in which no key comes in
/// @param inUse rows by the key in use that opens them
/// @param others rows by the key not in use that opens them, most first
/// @param asWritten rows written without a key while none is set
/// @param unencrypted rows written without a key while one is set
/// @param damaged rows that are no longer what was stored
/// @param unopened rows that no key at hand opens and that name none
/// @param lostKeys rows by the id of the key they name, where that is not at hand
/// @param badContent rows that open to what their type does not allow
public record TableCount(
        Map<Step, Long> steps,
        long noKeyAsked,
        List<KeyShare> inUse,
        List<KeyShare> others,
        long asWritten,
        long unencrypted,
        long damaged,
        long unopened,
        SequencedMap<String, Long> lostKeys,
        long badContent) {

    public TableCount {
        steps = Map.copyOf(steps);
        inUse = List.copyOf(inUse);
        others = List.copyOf(others);
        lostKeys = new TreeMap<>(lostKeys);
    }

    /// Rows that open now.
    public long fine() {
        return total(inUse) + asWritten;
    }

    /// Rows that another key opens.
    public long underOthers() {
        return total(others);
    }

    /// Rows that nothing at hand opens, damaged ones apart.
    public long lost() {
        return unopened + lostKeys.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Rows in which a key comes in.
    public long asked() {
        return fine() + underOthers() + unencrypted + damaged + lost();
    }

    /// The keys known to everybody that open rows: a finding of its own, whatever else is wrong.
    public List<KeyShare> published() {
        return Stream.concat(inUse.stream(), others.stream())
                .filter(share -> share.key().published())
                .toList();
    }

    private static long total(List<KeyShare> shares) {
        return shares.stream().mapToLong(KeyShare::rows).sum();
    }
}
