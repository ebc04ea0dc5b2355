package io.keymend.seal;

import org.jspecify.annotations.Nullable;

/// One key's seal in a value.
///
/// @param basis what the answer rests on
/// @param certainty whether the sealed bytes themselves say so
/// @param blob the header of the KMS blob, where the seal is one
/// @param keyArn the key's ARN, where the format keeps it in clear
/// @param label what stands beside the seal and claims to name its key: never believed over the
///   sealed bytes
/// @param provider who holds the key, where the format says so: `aws-kms` and others
public record Seal(
        Basis basis,
        Certainty certainty,
        @Nullable KmsBlob blob,
        @Nullable String keyArn,
        @Nullable String label,
        @Nullable String provider,
        Place place) {
    /// What names the key.
    public enum Basis {
        /// Its ARN, in the sealed format itself.
        ARN_IN_CLEAR,
        /// The fingerprint of its material.
        FINGERPRINT,
        /// A label.
        LABEL
    }

    /// How far that goes.
    public enum Certainty {
        /// The bytes that were sealed or authenticated say so.
        EXACT,
        /// Something beside them says so, and could be wrong.
        INFERRED
    }

    static Seal blob(KmsBlob blob, Place place) {
        return new Seal(Basis.FINGERPRINT, Certainty.EXACT, blob, null, null, null, place);
    }

    Seal labelled(String text) {
        return new Seal(basis, certainty, blob, keyArn, text, provider, place);
    }

    Seal movedTo(Place there) {
        return new Seal(basis, certainty, blob, keyArn, label, provider, there);
    }

    /// Whether an AWS KMS key made it, and not one that an application holds itself.
    public boolean isKms() {
        return blob != null
                || keyArn != null
                || (provider != null && provider.startsWith("aws-kms"));
    }

    /// The fingerprint of the key material, where the seal is a KMS blob.
    public @Nullable Fingerprint fingerprint() {
        return blob == null ? null : blob.fingerprint();
    }
}
