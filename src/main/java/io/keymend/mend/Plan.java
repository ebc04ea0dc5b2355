package io.keymend.mend;

import io.keymend.remedy.Change;
import io.keymend.remedy.PlanId;
import io.keymend.remedy.Terms;

import java.util.List;

/// A remedy bound to exact rows.
///
/// Its name is the SHA-256 of its text, which holds everything: what it rests on, what it changes,
/// and the digest of its rows. So whoever approves the name approves these rows and no others.
public record Plan(Terms terms, List<PlanPart> parts) {
    public Plan {
        parts = List.copyOf(parts);
    }

    /// The name.
    public PlanId id() {
        return new PlanId(CanonicalText.sha256(text()));
    }

    /// The one text of this plan.
    public String text() {
        return PlanText.write(this);
    }

    /// Reads a plan's text.
    ///
    /// @throws IllegalArgumentException where it is not the text of a plan
    public static Plan read(String text) {
        return PlanText.read(text);
    }

    public List<Change> changes() {
        return parts.stream().map(PlanPart::change).toList();
    }

    /// How many rows it would change.
    public long rows() {
        return parts.stream().mapToLong(part -> part.change().rows()).reduce(0, Math::addExact);
    }
}
