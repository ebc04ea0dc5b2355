package io.keymend.alert;

import io.keymend.evidence.Canary;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.Sealer;
import io.keymend.install.Install;

/// How a person is told of the core's values.
final class Words {
    private Words() {}

    static String state(KeyState state) {
        return switch (state) {
            case KeyState.Enabled() -> "enabled";
            case KeyState.Disabled() -> "disabled";
            case KeyState.PendingDeletion(var date) ->
                    date.map(at -> "pending deletion, deleted on " + at)
                            .orElse("pending deletion, date unknown");
            case KeyState.PendingReplicaDeletion(var days) ->
                    "pending deletion once its replicas are gone"
                            + days.map(count -> ", " + count + " days after that").orElse("");
            case KeyState.PendingImport() -> "pending import of its key material";
            case KeyState.Unavailable() -> "unavailable: its custom key store is not connected";
            case KeyState.Transient(var name) -> name;
            case KeyState.Missing() -> "unknown to KMS: no such key in its account and Region";
            case KeyState.Hidden(var why) -> "not visible to Keymend (" + Shown.of(why) + ")";
        };
    }

    static String canary(Canary canary) {
        return switch (canary) {
            case Canary.Passed _ -> "The current key opened a fresh value of its own in this run.";
            case Canary.Failed(var why) ->
                    "The current key did not open a fresh value of its own: " + Shown.of(why);
            case Canary.NotRun(var why, _) ->
                    "Whether the current key opens a fresh value was not seen: " + Shown.of(why);
        };
    }

    static String sealer(Sealer sealer) {
        return switch (sealer) {
            case Sealer.Current _ -> "by the current key";
            case Sealer.Other _ -> "by the old key";
            case Sealer.Foreign _ -> "by another key";
            case Sealer.Unresolved _ -> "by a key that could not be found out";
        };
    }

    static String proof(Sealer sealer) {
        return switch (sealer) {
            case Sealer.Current(var key, var proof) -> key + ", " + proof(proof);
            case Sealer.Other(var key, var proof) -> key + ", " + proof(proof);
            case Sealer.Foreign(var why) -> Shown.of(why);
            case Sealer.Unresolved(var why) -> "unresolved: " + Shown.of(why);
        };
    }

    private static String proof(Sealer.Proof proof) {
        return switch (proof) {
            case FINGERPRINT -> "known by its own fingerprint";
            case RECORDED -> "seen to make this fingerprint while KMS still knew it";
            case PROBE -> "KMS opened one of the rows with it";
            case ELIMINATION -> "inferred: not the current key, and no other key is on record here";
        };
    }

    static String install(Install install) {
        String end = install.uninstalledAt().map(at -> " until " + at).orElse("");
        return Shown.of(install.id())
                + " (version "
                + Shown.of(install.version())
                + ", "
                + Shown.of(install.environment())
                + ", since "
                + install.installedAt()
                + end
                + ")";
    }

    static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }

    /// A row can hold several sealed values, so they are counted apart.
    static String values(long count) {
        return count == 1 ? "1 sealed value" : count + " sealed values";
    }
}
