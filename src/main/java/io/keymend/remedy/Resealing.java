package io.keymend.remedy;

import io.keymend.denial.KeyArn;
import io.keymend.install.Install;
import io.keymend.verdict.StaleKey;

/// Sealing rows again under the current key, by hand.
final class Resealing {
    private Resealing() {}

    static Remedy of(StaleKey stale, Install current) {
        KeyArn to = current.dataKeys().getFirst();
        boolean oneRegion = stale.key().region().equals(to.region());
        return Remedy.of(
                        Act.RESEAL,
                        "Re-seal the rows under the current key, so that the old key is no longer"
                                + " needed",
                        Loss.NOTHING)
                .needing(
                        oneRegion
                                ? "The old key usable, with kms:ReEncryptFrom on it and"
                                        + " kms:ReEncryptTo on the current one."
                                : "The old key usable. ReEncrypt works within one Region, so this"
                                        + " takes kms:Decrypt on the old key and kms:Encrypt on the"
                                        + " current one.")
                .noting(
                        "If the product seals with an encryption context, name the same one on both"
                                + " sides.",
                        "Keymend does not re-seal yet; by hand, one value at a time:")
                .by(oneRegion ? reEncrypt(stale.key(), to) : acrossRegions(stale.key(), to));
    }

    private static String reEncrypt(KeyArn from, KeyArn to) {
        return "aws kms re-encrypt --region "
                + from.region()
                + " --ciphertext-blob fileb://VALUE --source-key-id "
                + from
                + " --destination-key-id "
                + to;
    }

    /// The plaintext stays within the pipe.
    private static String acrossRegions(KeyArn from, KeyArn to) {
        return "aws kms decrypt --region "
                + from.region()
                + " --ciphertext-blob fileb://VALUE --key-id "
                + from
                + " --query Plaintext --output text | base64 --decode"
                + " | aws kms encrypt --region "
                + to.region()
                + " --key-id "
                + to
                + " --plaintext fileb:///dev/stdin";
    }
}
