package io.keymend.remedy;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;

/// Commands of the AWS CLI, to paste.
final class Aws {
    private Aws() {}

    static String kms(String action, KeyArn key) {
        return "aws kms " + action + " --region " + key.region() + " --key-id " + key;
    }

    static String grant(KeyArn key, IamArn grantee) {
        return kms("create-grant", key)
                + " --grantee-principal "
                + word(grantee.toString())
                + " --operations Decrypt";
    }

    /// One word for a shell: a role's path may hold any printable character but quotes.
    static String word(String text) {
        return text.matches("[\\w:/+=,.@-]+") ? text : "'" + text + "'";
    }
}
