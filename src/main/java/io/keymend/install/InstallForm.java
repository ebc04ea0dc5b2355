package io.keymend.install;

import java.util.List;

/// An install as somebody wrote it down, not yet checked. An empty text stands for a missing one.
public record InstallForm(
        String id,
        String product,
        String version,
        String environment,
        String account,
        String region,
        List<KeyForm> keys,
        List<String> roles,
        String engine,
        String clusterArn,
        String databaseName,
        String secretArn,
        String installedAt,
        String uninstalledAt,
        String recordedBy) {
    public InstallForm {
        keys = List.copyOf(keys);
        roles = List.copyOf(roles);
    }

    /// A key as somebody wrote it down.
    public record KeyForm(String arn, String role) {}

    /// A form, checked.
    public sealed interface Checked {
        record Accepted(Install install) implements Checked {}

        /// Every fault at once.
        record Refused(List<String> faults) implements Checked {
            public Refused {
                faults = List.copyOf(faults);
            }
        }
    }

    /// Checks every field and names all faults at once.
    public Checked check() {
        return new InstallCheck(this).run();
    }
}
