package io.keymend.mend;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Reads a plan's rows back, and holds each page to what it was when all of them were hashed: a
/// page that was changed in between is not used.
final class StoredRows {
    private final PlanStore plans;
    private final String draft;
    private final List<List<String>> digests = new ArrayList<>();

    StoredRows(PlanStore plans, String draft) {
        this.plans = plans;
        this.draft = draft;
    }

    /// Reads all rows of the next part; answers the part as what is stored makes it.
    ///
    /// @param seen given each page's number and rows
    /// @throws IllegalArgumentException where what is stored are no rows
    PlanPart hash(PlanPart part, BiConsumer<Integer, List<PlannedRow>> seen) {
        int place = digests.size();
        List<String> pages = new ArrayList<>();
        digests.add(pages);
        MessageDigest digest = CanonicalText.sha256();
        long count = 0;
        Optional<String> page = plans.page(draft, place, 0);
        while (page.isPresent()) {
            digest.update(page.get().getBytes(StandardCharsets.UTF_8));
            List<PlannedRow> rows = RowsText.read(page.get(), part.target().key().size());
            count += rows.size();
            seen.accept(pages.size(), rows);
            pages.add(CanonicalText.sha256(page.get()));
            page = plans.page(draft, place, pages.size());
        }
        return part.over(count, new Digest(HexFormat.of().formatHex(digest.digest())));
    }

    /// How many pages a part has.
    int pages(int part) {
        return digests.get(part).size();
    }

    /// The rows of a page that was hashed.
    ///
    /// @throws MendFailed.Refused where the page is another one now
    List<PlannedRow> page(int part, int number, int keys) {
        String text = plans.page(draft, part, number).orElse("");
        if (!CanonicalText.sha256(text).equals(digests.get(part).get(number))) {
            throw new MendFailed.Refused(List.of("the stored rows were changed meanwhile"));
        }
        return RowsText.read(text, keys);
    }
}
