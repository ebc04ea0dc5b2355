package io.keymend.remedy;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyState;
import io.keymend.install.Install;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The ways to give an install a key that sealed its rows, by the key's state. Nothing is lost by
/// any of them.
///
/// @param called what a person calls the key: `the old key` or `the current key`
record KeyRescue(String called, KeyArn key, Install current) {
    /// Nothing where KMS no longer knows the key.
    Optional<Remedy> inState(KeyState state) {
        return switch (state) {
            case KeyState.Enabled() ->
                    remedy(
                            "Give the current roles access to " + called,
                            List.of(),
                            granting(List.of()));
            case KeyState.Disabled() ->
                    remedy(
                            "Enable " + called + ", then give the current roles access to it",
                            List.of(
                                    "Somebody disabled the key: find out why before you enable"
                                            + " it."),
                            granting(List.of(kms("enable-key"))));
            case KeyState.PendingDeletion(var date) ->
                    remedy(
                            "Cancel the deletion of "
                                    + called
                                    + " now, then enable it and give the current roles access",
                            List.of(
                                    date.map(at ->
                                                    "The key can be saved until "
                                                            + at
                                                            + ". After that its rows never open"
                                                            + " again.")
                                            .orElse(
                                                    "The key's deletion is scheduled; KMS gave no"
                                                            + " date."),
                                    "A key whose deletion was cancelled is disabled, so it has to"
                                            + " be enabled."),
                            granting(List.of(kms("cancel-key-deletion"), kms("enable-key"))));
            case KeyState.PendingImport() ->
                    remedy(
                            "Import the material of "
                                    + called
                                    + " again, then give the current roles access",
                            List.of(
                                    "Only the very same key material opens the rows; its owner has"
                                            + " it, AWS has not."),
                            granting(
                                    List.of(
                                            kms(
                                                    "get-parameters-for-import --wrapping-algorithm"
                                                        + " RSAES_OAEP_SHA_256 --wrapping-key-spec"
                                                        + " RSA_4096"),
                                            kms(
                                                    "import-key-material --encrypted-key-material"
                                                            + " fileb://MATERIAL --import-token"
                                                            + " fileb://TOKEN --expiration-model"
                                                            + " KEY_MATERIAL_DOES_NOT_EXPIRE"))));
            case KeyState.Unavailable() ->
                    remedy(
                            "Reconnect the custom key store of "
                                    + called
                                    + ", then give the current roles access",
                            List.of(
                                    "aws kms describe-custom-key-stores names the store of the"
                                            + " key."),
                            granting(
                                    List.of(
                                            "aws kms connect-custom-key-store --region "
                                                    + key.region()
                                                    + " --custom-key-store-id STORE_ID")));
            case KeyState.Transient(var name) ->
                    remedy(
                            "Wait until "
                                    + called
                                    + " leaves the state "
                                    + name
                                    + ", then give the current roles access",
                            List.of(),
                            granting(List.of(kms("describe-key"))));
            case KeyState.Hidden(var why) ->
                    remedy(
                            "Find out the state of "
                                    + called
                                    + ", bring it back if needed, and give the current roles"
                                    + " access",
                            List.of(
                                    "Keymend could not see the key's state: " + why,
                                    "Disabled: enable it. PendingDeletion: cancel the deletion"
                                            + " first, at once."),
                            granting(List.of(kms("describe-key"))));
            case KeyState.Missing() -> Optional.empty();
        };
    }

    private static Optional<Remedy> remedy(
            String title, List<String> notes, List<String> commands) {
        List<String> all = new ArrayList<>(notes);
        all.add(
                "Where the key policy lets the account's IAM policies decide, an IAM policy on the"
                        + " role does as well.");
        return Optional.of(new Remedy(title, Loss.NOTHING, all, commands));
    }

    private List<String> granting(List<String> before) {
        List<String> commands = new ArrayList<>(before);
        current.roles().stream().map(this::grant).forEach(commands::add);
        return commands;
    }

    private String grant(IamArn role) {
        return "aws kms create-grant --region "
                + key.region()
                + " --key-id "
                + key
                + " --grantee-principal "
                + word(role.toString())
                + " --operations Decrypt";
    }

    /// One word for a shell: a role's path may hold any printable character but quotes.
    private static String word(String text) {
        return text.matches("[\\w:/+=,.@-]+") ? text : "'" + text + "'";
    }

    private String kms(String action) {
        return "aws kms " + action + " --region " + key.region() + " --key-id " + key;
    }
}
