package io.keymend.install;

import java.util.List;
import java.util.Optional;

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
        String recordedBy,
        Optional<OwnKeyForm> ownKey) {
    public InstallForm {
        keys = List.copyOf(keys);
        roles = List.copyOf(roles);
    }

    /// The form of a product that seals with KMS alone.
    public InstallForm(
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
        this(
                id,
                product,
                version,
                environment,
                account,
                region,
                keys,
                roles,
                engine,
                clusterArn,
                databaseName,
                secretArn,
                installedAt,
                uninstalledAt,
                recordedBy,
                Optional.empty());
    }

    /// A key as somebody wrote it down.
    public record KeyForm(String arn, String role) {}

    /// Where a key of the product's own is kept, as somebody wrote it down.
    public record OwnKeyForm(List<KeptForm> kept, String logGroup) {
        public OwnKeyForm {
            kept = List.copyOf(kept);
        }
    }

    /// One such place as somebody wrote it down.
    public record KeptForm(String as, String secretArn, String pointer) {}

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
