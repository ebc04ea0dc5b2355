package io.keymend.remedy;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyState;
import io.keymend.install.Install;
import io.keymend.verdict.StaleKey;
import io.keymend.verdict.Verdict;

import java.util.List;
import java.util.Optional;

/// What to look at before anything is changed.
final class Advice {
    private Advice() {}

    static Remedy lookElsewhere() {
        return investigate("Look for the value elsewhere")
                .noting(
                        "The refused value is in none of the columns that were read: it may lie in"
                                + " a bucket, a secret, a message, or inside another format.");
    }

    static Remedy otherKey(Install install, KeyArn key) {
        return investigate("Treat it as an incident of the AWS resources this key seals")
                .noting(
                        "The key is recorded for install "
                                + install.id()
                                + ", but not for its database's values: secrets, buckets or storage"
                                + " are affected, and no row is.")
                .by(Aws.kms("describe-key", key));
    }

    static Remedy recordInstall() {
        return investigate("Record the install, if it is one of yours")
                .noting(
                        "Until then no table is read for this key or role. FUNCTION is Keymend's"
                                + " own function; its answer to help shows the form of"
                                + " record-install.")
                .by(
                        "aws lambda invoke --function-name FUNCTION --cli-binary-format"
                            + " raw-in-base64-out --payload '{\"command\":\"help\"}' /dev/stdout");
    }

    static Remedy stillRuns(IamArn role) {
        return investigate("Find out what still runs as " + role)
                .noting(
                        "It is not a role of the current install: something of a former one still"
                                + " runs. Give it access only if it is meant to.");
    }

    /// What to see of the current key itself, where its state says nothing of why it was refused.
    static Optional<Remedy> state(Verdict.AccessMissing missing, boolean accessDenied) {
        return switch (missing.state()) {
            case KeyState.Hidden(var why) ->
                    Optional.of(
                            seeing("See that the current key is enabled", missing.key())
                                    .noting("Keymend could not see its state: " + why));
            case KeyState.Enabled() when !accessDenied ->
                    Optional.of(
                            seeing(
                                    "See whether it still fails: the key is enabled again",
                                    missing.key()));
            case KeyState.Enabled _,
                    KeyState.Disabled _,
                    KeyState.PendingDeletion _,
                    KeyState.PendingReplicaDeletion _,
                    KeyState.PendingImport _,
                    KeyState.Unavailable _,
                    KeyState.Transient _,
                    KeyState.Missing _ ->
                    Optional.empty();
        };
    }

    private static Remedy seeing(String title, KeyArn key) {
        return investigate(title).by(Aws.kms("describe-key", key));
    }

    static Remedy changeNothing(List<StaleKey> keys) {
        return investigate("Do not change any row before this is understood")
                .noting("Repair what kept Keymend from deciding, then send the event again.")
                .by(keys.stream().map(key -> Aws.kms("describe-key", key.key())).toList());
    }

    private static Remedy investigate(String title) {
        return Remedy.of(Act.INVESTIGATE, title, Loss.NOTHING);
    }
}
