package io.keymend.aead;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts rows as they come. It grows with the keys, not with the rows.
final class Tally {
    /// More ids than any install has keys; a table of chance values ends here.
    private static final int MOST_IDS = 100;

    private final Map<Step, Long> steps = new EnumMap<>(Step.class);
    private final Map<KeyRef, Long> inUse = new LinkedHashMap<>();
    private final Map<KeyRef, Long> others = new LinkedHashMap<>();
    private final TreeMap<String, Long> lostKeys = new TreeMap<>();
    private long noKeyAsked;
    private long asWritten;
    private long unencrypted;
    private long damaged;
    private long unopened;
    private long badContent;

    void add(RowDiagnosis row) {
        steps.merge(row.now().step(), 1L, Long::sum);
        switch (row.cause()) {
            case Cause.NoKeyAsked _ -> noKeyAsked++;
            case Cause.InUse(var key) -> {
                inUse.merge(key, 1L, Long::sum);
                badContent += row.now() instanceof Outcome.Opened ? 0 : 1;
            }
            case Cause.AsWritten _ -> asWritten++;
            case Cause.OtherKey(var key) -> others.merge(key, 1L, Long::sum);
            case Cause.Unencrypted _ -> unencrypted++;
            case Cause.Damaged _, Cause.DamagedUnder _ -> damaged++;
            case Cause.Unopened(var keyId) -> lost(keyId);
        }
    }

    private void lost(String keyId) {
        if (keyId.isEmpty() || (lostKeys.size() == MOST_IDS && !lostKeys.containsKey(keyId))) {
            unopened++;
        } else {
            lostKeys.merge(keyId, 1L, Long::sum);
        }
    }

    TableCount count() {
        return new TableCount(
                steps,
                noKeyAsked,
                shares(inUse),
                shares(others),
                asWritten,
                unencrypted,
                damaged,
                unopened,
                lostKeys,
                badContent);
    }

    private static List<KeyShare> shares(Map<KeyRef, Long> rows) {
        return rows.entrySet().stream()
                .map(entry -> new KeyShare(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(KeyShare::rows).reversed())
                .toList();
    }
}
