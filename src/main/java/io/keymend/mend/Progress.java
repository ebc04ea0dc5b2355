package io.keymend.mend;

import io.keymend.mend.ChunkOutcome.Reason;

import java.util.EnumMap;
import java.util.Map;

/// How far a plan has come: the page to go on with, and what became of the rows before it.
record Progress(int part, int page, Tally tally) {
    static final Progress START = new Progress(0, 0, Tally.NONE);

    String text() {
        CanonicalText text =
                new CanonicalText()
                        .add("part", part)
                        .add("page", page)
                        .add("changed", tally.changed())
                        .add("earlier", tally.earlier());
        for (Reason reason : Reason.values()) {
            text.add(reason.name(), tally.skipped(reason));
        }
        return text.toString();
    }

    /// @throws IllegalArgumentException where it is not a progress
    static Progress read(String text) {
        if (text.isEmpty()) {
            return START;
        }
        CanonicalText.Reader reader = new CanonicalText.Reader(text);
        int part = reader.takeCount("part");
        int page = reader.takeCount("page");
        long changed = reader.takeNumber("changed");
        long earlier = reader.takeNumber("earlier");
        Map<Reason, Long> skipped = new EnumMap<>(Reason.class);
        for (Reason reason : Reason.values()) {
            long count = reader.takeNumber(reason.name());
            if (count > 0) {
                skipped.put(reason, count);
            }
        }
        reader.end();
        return new Progress(part, page, new Tally(changed, earlier, skipped));
    }

    Progress nextPage(ChunkOutcome outcome) {
        return new Progress(part, page + 1, tally.and(outcome));
    }

    Progress nextPart() {
        return new Progress(part + 1, 0, tally);
    }
}
