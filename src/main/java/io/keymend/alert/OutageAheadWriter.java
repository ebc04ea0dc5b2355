package io.keymend.alert;

import io.keymend.evidence.Inspection;
import io.keymend.install.KeyRole;

import java.util.Locale;
import java.util.Map;

/// Turns what is known of a threatened key into an alert that every channel accepts.
public final class OutageAheadWriter {
    private OutageAheadWriter() {}

    public static Alert write(OutageAhead ahead, String dedupKey) {
        Fate fate = Fate.of(ahead.threat(), ahead.event());
        String depends = depends(ahead);
        String where = ahead.product() + " " + Shown.of(ahead.holding().current().environment());
        return AlertWriter.alert(
                depends + " a key which " + fate.which(),
                OutageAheadText.of(
                        ahead, where + ": " + depends + " this key, which " + fate.which(), fate),
                "OutageAhead",
                Map.of(
                        "severity", severity(ahead, fate),
                        "verdict", "OutageAhead",
                        "dedupKey", dedupKey,
                        "product", AlertWriter.ascii(ahead.product()),
                        "keyArn", ahead.event().key().toString()));
    }

    private static String depends(OutageAhead ahead) {
        if (ahead.holding().role() != KeyRole.DATA) {
            return Shown.of(ahead.holding().holder().id())
                    + " holds as its "
                    + ahead.holding().role().name().toLowerCase(Locale.ROOT)
                    + " key";
        }
        if (ahead.evidence().inspection() instanceof Inspection.Unseen) {
            return "an unknown number of rows depend on";
        }
        Dependants dependants = Dependants.of(ahead.event().key(), ahead.evidence());
        return dependants.words() + (dependants.isSingular() ? " depends on" : " depend on");
    }

    /// A key on which nothing depends is nobody's emergency.
    private static String severity(OutageAhead ahead, Fate fate) {
        boolean unneeded =
                ahead.holding().role() == KeyRole.DATA
                        && ahead.evidence().inspection() instanceof Inspection.Seen
                        && Dependants.of(ahead.event().key(), ahead.evidence()).isNone();
        return unneeded ? "warning" : fate.severity();
    }
}
