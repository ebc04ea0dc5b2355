package io.keymend.aead;

import java.util.ArrayList;
import java.util.List;

/// What a key's text may have been before somebody copied it.
///
/// Quotes and blanks around it or in it, the url-safe alphabet, a lost or surplus `=`; one base64
/// layer left on, or one taken off, so that its characters are the key themselves.
public final class Repairs {
    private final KeyCandidate original;
    private final List<KeyCandidate> found = new ArrayList<>();

    private Repairs(KeyCandidate original) {
        this.original = original;
    }

    /// The other keys that this text may stand for; each is named after the original and what was
    /// done to it.
    public static List<KeyCandidate> of(KeyCandidate original) {
        return new Repairs(original).all();
    }

    private List<KeyCandidate> all() {
        try (KeyText stripped = KeyText.copyOf(original.text()).stripped();
                KeyText standard = KeyText.copyOf(original.text()).stripped().standard();
                KeyText decoded = standard.decoded().stripped().standard();
                KeyText raw = stripped.raw()) {
            if (standard.isChanged()) {
                offer(standard);
            }
            offer(raw);
            offer(decoded);
        }
        return List.copyOf(found);
    }

    private void offer(KeyText text) {
        KeyCandidate candidate = original.repaired(text.changes(), text.text().clone());
        if (candidate.isUsable() && !isKnown(candidate)) {
            found.add(candidate);
        } else {
            candidate.close();
        }
    }

    private boolean isKnown(KeyCandidate candidate) {
        return candidate.sameKey(original) || found.stream().anyMatch(candidate::sameKey);
    }
}
