package io.keymend.remedy;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyState;
import io.keymend.install.Install;
import io.keymend.profile.Profile;
import io.keymend.profile.VendorStep;
import io.keymend.verdict.StaleKey;
import io.keymend.verdict.Verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The remedies for a verdict, least loss first. A pure function.
public final class Ranking {
    private Ranking() {}

    public static List<Remedy> of(Verdict verdict, Profile profile, Evidence evidence) {
        return switch (verdict) {
            case Verdict.AccessMissing(var install, var key, var state) ->
                    accessMissing(install, key, state);
            case Verdict.Rescuable(var current, var keys, _) ->
                    rescue(current, keys, profile, evidence);
            case Verdict.Lost(var current, var keys) -> rescue(current, keys, profile, evidence);
            case Verdict.NothingStale _ -> List.of(lookElsewhere());
            case Verdict.NotTheDatabase(var install, var key, _) -> List.of(otherKey(install, key));
            case Verdict.Stranger _ -> List.of(recordInstall());
            case Verdict.Unclear(_, var keys) -> unclear(keys);
        };
    }

    private static List<Remedy> rescue(
            Install current, List<StaleKey> keys, Profile profile, Evidence evidence) {
        List<Remedy> remedies = new ArrayList<>();
        keys.forEach(key ->
                new KeyRescue("the old key", key.key(), current)
                        .inState(key.state())
                        .ifPresent(remedies::add));
        keys.stream()
                .filter(Ranking::mayOpen)
                .map(key -> reseal(key, current))
                .forEach(remedies::add);
        profile.vendorSteps().stream()
                .map(Ranking::vendor)
                .sorted(Comparator.comparing(Remedy::loss))
                .forEach(remedies::add);
        RowDeletion.of(current, profile, evidence).ifPresent(remedies::add);
        return remedies;
    }

    private static boolean mayOpen(StaleKey key) {
        return !(key.state() instanceof KeyState.Missing);
    }

    private static Remedy reseal(StaleKey stale, Install current) {
        KeyArn to = current.dataKeys().getFirst();
        boolean oneRegion = stale.key().region().equals(to.region());
        return new Remedy(
                "Re-seal the rows under the current key, so that the old key is no longer needed",
                Loss.NOTHING,
                List.of(
                        oneRegion
                                ? "It needs the old key usable, and kms:ReEncryptFrom on it and"
                                        + " kms:ReEncryptTo on the current one."
                                : "It needs the old key usable. ReEncrypt works within one Region,"
                                      + " so this takes kms:Decrypt on the old key and kms:Encrypt"
                                      + " on the current one.",
                        "If the product seals with an encryption context, name the same one on both"
                                + " sides.",
                        "Keymend does not re-seal yet; by hand, one value at a time:"),
                List.of(oneRegion ? reEncrypt(stale.key(), to) : acrossRegions(stale.key(), to)));
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

    private static Remedy vendor(VendorStep step) {
        return new Remedy(
                step.title(),
                step.reenter() ? Loss.SECRET : Loss.NOTHING,
                List.of(step.how(), "Documented at " + step.source()),
                step.commands());
    }

    private static List<Remedy> accessMissing(Install install, KeyArn key, KeyState state) {
        return new KeyRescue("the current key", key, install).inState(state).stream().toList();
    }

    private static Remedy lookElsewhere() {
        return new Remedy(
                "Look for the value elsewhere",
                Loss.NOTHING,
                List.of(
                        "The refused value is in none of the columns that were read: it may lie in"
                                + " a bucket, a secret, a message, or inside another format."),
                List.of());
    }

    private static Remedy otherKey(Install install, KeyArn key) {
        return new Remedy(
                "Treat it as an incident of the AWS resources this key seals",
                Loss.NOTHING,
                List.of(
                        "The key is recorded for install "
                                + install.id()
                                + ", but not for its database's values: secrets,"
                                + " buckets or storage are affected, and no row is."),
                List.of("aws kms describe-key --region " + key.region() + " --key-id " + key));
    }

    private static Remedy recordInstall() {
        return new Remedy(
                "Record the install, if it is one of yours",
                Loss.NOTHING,
                List.of(
                        "Until then no table is read for this key or role. FUNCTION is Keymend's"
                                + " own function; its answer to help shows the form of"
                                + " record-install."),
                List.of(
                        "aws lambda invoke --function-name FUNCTION --cli-binary-format"
                            + " raw-in-base64-out --payload '{\"command\":\"help\"}' /dev/stdout"));
    }

    private static List<Remedy> unclear(List<StaleKey> keys) {
        return List.of(
                new Remedy(
                        "Do not change any row before this is understood",
                        Loss.NOTHING,
                        List.of(
                                "Repair what kept Keymend from deciding, then send the event"
                                        + " again."),
                        keys.stream()
                                .map(StaleKey::key)
                                .map(key ->
                                        "aws kms describe-key --region "
                                                + key.region()
                                                + " --key-id "
                                                + key)
                                .toList()));
    }
}
