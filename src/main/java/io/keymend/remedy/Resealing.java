package io.keymend.remedy;

import io.keymend.denial.KeyArn;
import io.keymend.install.Install;
import io.keymend.verdict.StaleKey;

/// Sealing rows again under the current key: by Keymend where ReEncrypt can, or by hand.
final class Resealing {
    private Resealing() {}

    /// @param to the key that the current install seals under
    static Remedy of(StaleKey stale, KeyArn to, Install current) {
        boolean oneRegion = stale.key().region().equals(to.region());
        Remedy remedy =
                Remedy.of(
                                Act.RESEAL,
                                "Re-seal the rows under the current key, so that the old key is no"
                                        + " longer needed",
                                Loss.NOTHING)
                        .needing(
                                oneRegion
                                        ? "The old key usable, with kms:ReEncryptFrom on it and"
                                                + " kms:ReEncryptTo on the current one."
                                        : "The old key usable. ReEncrypt works within one Region,"
                                                + " so this takes kms:Decrypt on the old key and"
                                                + " kms:Encrypt on the current one.")
                        .noting(
                                "If the product seals with an encryption context, name the same one"
                                        + " on both sides.");
        return oneRegion
                ? remedy.noting(
                                "Keymend does it: the first command makes a plan and changes"
                                    + " nothing, and its answer names the plan to apply; to apply"
                                    + " it the function's mode must be "
                                        + Mode.RESEAL
                                        + " or more. By hand, one value at a time, it is the"
                                        + " second.")
                        .by(plan(current), reEncrypt(stale.key(), to))
                : remedy.noting(
                                "Keymend does not do it between two Regions. By hand, one value at"
                                        + " a time:")
                        .by(acrossRegions(stale.key(), to));
    }

    /// An install's id is letters, digits, dots, dashes and underscores.
    private static String plan(Install current) {
        return "aws lambda invoke --function-name FUNCTION --cli-binary-format"
                + " raw-in-base64-out --payload '{\"command\":\"plan\",\"install\":\""
                + current.id()
                + "\",\"mode\":\""
                + Mode.RESEAL
                + "\",\"context\":{}}' /dev/stdout";
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
