package io.keymend.install;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One installation of a product: the keys it holds, the roles it runs as, the database it uses,
/// and when.
///
/// @param id chosen by whoever recorded it
/// @param roles those named in full; permissions are given to them
/// @param uninstalledAt absent while nobody said that it is gone
/// @param rolePatterns those whose names are made up by the installer
/// @param ownKey present where it seals with a key of its own
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
        String recordedBy,
        List<RolePattern> rolePatterns,
        Origin origin,
        Optional<OwnKey> ownKey) {
    public Install {
        keys = List.copyOf(keys);
        roles = List.copyOf(roles);
        rolePatterns = List.copyOf(rolePatterns);
    }

    /// An install that has no key but those of KMS.
    public Install(
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
            String recordedBy,
            List<RolePattern> rolePatterns,
            Origin origin) {
        this(
                id,
                product,
                version,
                environment,
                account,
                region,
                keys,
                roles,
                database,
                installedAt,
                uninstalledAt,
                recordedBy,
                rolePatterns,
                origin,
                Optional.empty());
    }

    /// An install that somebody recorded, with all its roles named in full.
    public Install(
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
        this(
                id,
                product,
                version,
                environment,
                account,
                region,
                keys,
                roles,
                database,
                installedAt,
                uninstalledAt,
                recordedBy,
                List.of(),
                Origin.RECORDED);
    }

    /// The same install, with these patterns for its roles' names.
    public Install withRolePatterns(List<RolePattern> patterns) {
        return new Install(
                id,
                product,
                version,
                environment,
                account,
                region,
                keys,
                roles,
                database,
                installedAt,
                uninstalledAt,
                recordedBy,
                patterns,
                origin,
                ownKey);
    }

    /// The same install, with where it has a key of its own from.
    public Install withOwnKey(Optional<OwnKey> own) {
        return new Install(
                id,
                product,
                version,
                environment,
                account,
                region,
                keys,
                roles,
                database,
                installedAt,
                uninstalledAt,
                recordedBy,
                rolePatterns,
                origin,
                own);
    }

    /// The same install, gone since then.
    Install endedAt(Instant end) {
        return new Install(
                id,
                product,
                version,
                environment,
                account,
                region,
                keys,
                roles,
                database,
                installedAt,
                Optional.of(end),
                recordedBy,
                rolePatterns,
                origin,
                ownKey);
    }

    public Tenure tenure() {
        return new Tenure(installedAt, uninstalledAt);
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

    /// Whether it runs as this role or user, named in full or by a pattern.
    public boolean runsAs(IamArn identity) {
        return names(identity) || pattern(identity).isPresent();
    }

    /// Whether it names this role or user in full.
    public boolean names(IamArn identity) {
        return roles.stream().anyMatch(identity::sameAs);
    }

    /// The first of its patterns that stands for this role or user.
    public Optional<RolePattern> pattern(IamArn identity) {
        return rolePatterns.stream().filter(pattern -> pattern.matches(identity)).findFirst();
    }

    /// Its roles as they were written down, patterns last.
    public List<String> writtenRoles() {
        return Stream.concat(roles.stream(), rolePatterns.stream()).map(Object::toString).toList();
    }

    /// Whether both are installs of one product over one database.
    public boolean sameHouseAs(Install other) {
        return product.equals(other.product) && database.sameDatabaseAs(other.database);
    }
}
