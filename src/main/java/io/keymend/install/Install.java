package io.keymend.install;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One installation of a product: the keys it holds, the roles it runs as, the database it uses,
/// and when.
///
/// @param id chosen by whoever recorded it
/// @param uninstalledAt absent while nobody said that it is gone
public record Install(
        String id,
        String product,
        String version,
        String environment,
        String account,
        String region,
        List<HeldKey> keys,
        List<IamArn> roles,
        DatabaseRef database,
        Instant installedAt,
        Optional<Instant> uninstalledAt,
        String recordedBy) {
    public Install {
        keys = List.copyOf(keys);
        roles = List.copyOf(roles);
    }

    /// The keys it seals its database's values under.
    public List<KeyArn> dataKeys() {
        return keys.stream().filter(key -> key.role() == KeyRole.DATA).map(HeldKey::arn).toList();
    }

    /// What it holds this key for, if it does.
    public Optional<KeyRole> roleOf(KeyArn key) {
        return keys.stream()
                .filter(held -> held.arn().sameKeyAs(key))
                .map(HeldKey::role)
                .findFirst();
    }

    /// Whether it runs as this role or user.
    public boolean runsAs(IamArn identity) {
        return roles.stream().anyMatch(identity::sameAs);
    }

    /// Whether both are installs of one product over one database.
    public boolean sameHouseAs(Install other) {
        return product.equals(other.product) && database.sameDatabaseAs(other.database);
    }
}
