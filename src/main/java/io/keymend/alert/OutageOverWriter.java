package io.keymend.alert;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyState;
import io.keymend.verdict.Threat;

import java.util.Map;
import java.util.stream.Collectors;

/// Says that what was announced of a key is over.
public final class OutageOverWriter {
    private OutageOverWriter() {}

    public static Alert write(OutageOver over, String dedupKey) {
        String was =
                over.over().stream()
                        .map(OutageOverWriter::words)
                        .distinct()
                        .collect(Collectors.joining(", "));
        return AlertWriter.alert(
                "resolved: "
                        + over.product()
                        + " "
                        + Shown.of(over.holding().current().environment())
                        + ": "
                        + was,
                text(over, was),
                "OutageOver",
                Map.of(
                        "severity",
                        "info",
                        "verdict",
                        "OutageOver",
                        "dedupKey",
                        dedupKey,
                        "product",
                        AlertWriter.ascii(over.product()),
                        "keyArn",
                        over.key().toString()));
    }

    private static String text(OutageOver over, String was) {
        Page page = new Page();
        page.line("Resolved: " + was + ".");
        page.line("");
        page.field("Key", over.key().toString());
        page.field("which is", Words.state(over.state()));
        page.field("Held by", Words.install(over.holding().holder()));
        page.field("Known by", Shown.of(over.because()));
        page.field("Looked at", over.now().toString());
        rest(page, over.key(), over.state());
        return page.toString();
    }

    /// A deletion that was cancelled leaves the key disabled.
    private static void rest(Page page, KeyArn key, KeyState state) {
        if (state instanceof KeyState.Enabled) {
            return;
        }
        page.heading("Still to do");
        if (state instanceof KeyState.Disabled) {
            page.line("  The key is disabled: until it is enabled its rows do not open.");
            page.line("    " + Fate.kms("enable-key", key));
        } else {
            page.line("  The key is not usable yet: " + Words.state(state) + ".");
            page.line("    " + Fate.kms("describe-key", key));
        }
    }

    private static String words(Threat.Kind kind) {
        return switch (kind) {
            case DELETION -> "the key is no longer to be deleted";
            case DISABLED -> "the key is enabled again";
            case MATERIAL_GONE -> "the key has its material again";
            case MATERIAL_EXPIRES -> "the key's material no longer expires then";
            case POLICY_REFUSES -> "the key's policy lets Keymend use it again";
            case UNSEEN -> "the key is enabled and can be used";
            case POLICY_CHANGED, DELETED -> "the key can be used";
        };
    }
}
