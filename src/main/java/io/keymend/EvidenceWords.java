package io.keymend;

import io.keymend.evidence.Evidence;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.Sealer;

/// Evidence in one sentence.
final class EvidenceWords {
    private EvidenceWords() {}

    static String of(Evidence evidence) {
        if (evidence.inspection() instanceof Inspection.Unseen(var why)) {
            return "no table was read: " + why;
        }
        return evidence.rows(Sealer.Current.class::isInstance)
                + " values sealed by the current key, "
                + evidence.rows(Sealer.Other.class::isInstance)
                + " by others on record, "
                + evidence.rows(Sealer.Foreign.class::isInstance)
                + " by unknown keys, "
                + evidence.rows(Sealer.Unresolved.class::isInstance)
                + " undecided; in "
                + evidence.columns().size()
                + " columns; "
                + evidence.unread().size()
                + " tables not read";
    }
}
