package io.keymend.alert;

import io.keymend.remedy.Remedy;

import java.util.List;

/// Remedies on a page, least loss first.
record RemediesText(Page page) {
    /// @param end where on the page they have to end, in characters
    void write(List<Remedy> remedies, int end) {
        page.heading("What to do, least loss first");
        for (int i = 0; i < remedies.size(); i++) {
            Remedy remedy = remedies.get(i);
            page.line("");
            page.line("  " + (i + 1) + ". " + remedy.title() + " (" + remedy.loss().words() + ")");
            if (!page.fits(end, () -> how(remedy))) {
                page.line("     Its notes and commands are too long for this message.");
            }
        }
    }

    private void how(Remedy remedy) {
        remedy.needs().forEach(need -> page.line("     Needs: " + Shown.of(need)));
        remedy.notes().forEach(note -> page.line("     " + Shown.of(note)));
        remedy.ruledOut().forEach(better -> page.line("     Ruled out. " + Shown.of(better)));
        remedy.commands()
                .forEach(command -> command.lines().forEach(part -> page.line("       " + part)));
    }
}
