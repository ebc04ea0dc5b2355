package io.keymend.mend;

import java.util.List;

/// Some journal entries.
///
/// @param isLast whether none follows
public record JournalPage(List<JournalEntry> entries, boolean isLast) {
    public JournalPage {
        entries = List.copyOf(entries);
    }
}
