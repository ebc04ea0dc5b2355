package io.keymend.mend;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/// Writes a part's rows to the store, page by page, and hashes them on the way.
final class RowPages {
    /// Rows of one page, which is also one chunk of a mend.
    static final int MOST_ROWS = 500;

    /// A returned row of the Data API has at most 64 KiB
    /// (docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.limitations.html).
    static final int MOST_BYTES = 60_000;

    private final PlanStore plans;
    private final String draft;
    private final int part;
    private final MessageDigest digest = CanonicalText.sha256();
    private final StringBuilder page = new StringBuilder();
    private int rows;
    private int bytes;
    private int pages;
    private long count;

    RowPages(PlanStore plans, String draft, int part) {
        this.plans = plans;
        this.draft = draft;
        this.part = part;
    }

    /// @throws MendFailed.Refused where the row's key is too long for a page
    void add(PlannedRow row) {
        String text = RowsText.write(row);
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > MOST_BYTES) {
            throw new MendFailed.Refused(List.of("a primary key is too long to be planned"));
        }
        if (rows == MOST_ROWS || bytes + length > MOST_BYTES) {
            flush();
        }
        page.append(text);
        bytes += length;
        rows++;
        count++;
    }

    /// Stores what is left, and answers the digest of all rows.
    Digest end() {
        flush();
        return new Digest(HexFormat.of().formatHex(digest.digest()));
    }

    long count() {
        return count;
    }

    private void flush() {
        if (rows > 0) {
            String text = page.toString();
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            plans.addPage(draft, part, pages, text);
            pages++;
            rows = 0;
            bytes = 0;
            page.setLength(0);
        }
    }
}
