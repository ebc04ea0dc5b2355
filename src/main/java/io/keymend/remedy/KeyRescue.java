package io.keymend.remedy;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyFacts;
import io.keymend.evidence.KeyReading;
import io.keymend.evidence.KeyState;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way back to a key, by its state. Nothing is lost by it.
///
/// @param called what a person calls the key: `the old key` or `the current key`
/// @param grantees the roles that need access to it besides
record KeyRescue(
        String called, KeyArn key, KeyReading reading, List<IamArn> grantees, Instant now) {
    /// Nothing where KMS does not know the key, or where nothing has to be done.
    Optional<Remedy> remedy() {
        return switch (reading.state()) {
            case KeyState.Enabled() ->
                    grantees.isEmpty()
                            ? Optional.empty()
                            : way(
                                    Act.GIVE_ACCESS,
                                    "Give the current roles access to " + called,
                                    List.of(),
                                    List.of());
            case KeyState.Disabled() ->
                    way(
                            "Enable " + called,
                            List.of("Somebody disabled it: find out why before you enable it."),
                            kms("enable-key"));
            case KeyState.PendingDeletion(var date) ->
                    way(
                            "Cancel the deletion of " + called + " now, then enable it",
                            List.of(date.map(this::deadline).orElse("KMS gave no date."), REVIVED),
                            kms("cancel-key-deletion"),
                            kms("enable-key"));
            case KeyState.PendingReplicaDeletion(var days) ->
                    way(
                            "Cancel the deletion of " + called + " now, then enable it",
                            List.of(waiting(days), REVIVED),
                            kms("cancel-key-deletion"),
                            kms("enable-key"));
            case KeyState.PendingImport() ->
                    way("Import the material of " + called + " again", List.of(SAME), imports());
            case KeyState.Unavailable() -> unavailable();
            case KeyState.Transient(var name) ->
                    way(
                            "Wait until " + called + " leaves the state " + name,
                            List.of(),
                            kms("describe-key"));
            case KeyState.Hidden(var why) ->
                    way(
                            Act.INVESTIGATE,
                            "Find out the state of " + called + " and bring it back if needed",
                            List.of(
                                    "Keymend could not see it: " + why,
                                    "Disabled: enable it. PendingDeletion: cancel the deletion"
                                            + " first, at once."),
                            List.of(kms("describe-key")));
            case KeyState.Missing() -> Optional.empty();
        };
    }

    private static final String REVIVED =
            "Cancelling leaves the key disabled, so it has to be enabled.";
    private static final String SAME =
            "Only the very same material opens the rows, imported into this very key; its owner has"
                    + " it, AWS has not.";

    private String deadline(Instant date) {
        return "It can be saved until "
                + date
                + " ("
                + new TimeLeft(date, now)
                + "). After that "
                + (key.multiRegion()
                        ? "it is gone from this Region."
                        : "nothing opens its rows again.");
    }

    private static String waiting(Optional<Integer> days) {
        return "It waits for its replicas in other Regions; once the last is gone, "
                + days.map(count -> count + " days are left.").orElse("its days begin to run.");
    }

    private String[] imports() {
        return new String[] {
            kms(
                    "get-parameters-for-import --wrapping-algorithm RSAES_OAEP_SHA_256"
                            + " --wrapping-key-spec RSA_4096"),
            kms(
                    "import-key-material --encrypted-key-material fileb://MATERIAL --import-token"
                            + " fileb://TOKEN --expiration-model KEY_MATERIAL_DOES_NOT_EXPIRE")
        };
    }

    private Optional<Remedy> unavailable() {
        String store = reading.facts().flatMap(KeyFacts::keyStore).orElse("STORE_ID");
        String connect =
                "aws kms connect-custom-key-store --region "
                        + key.region()
                        + " --custom-key-store-id "
                        + Aws.word(store);
        return way("Reconnect the key store of " + called, List.of(behind()), connect);
    }

    /// What has to run for a key store to be connected.
    private String behind() {
        return switch (reading.facts().map(KeyFacts::origin).orElse(null)) {
            case EXTERNAL_KEY_STORE ->
                    "The material lies in a key manager outside AWS: its proxy must answer.";
            case AWS_CLOUDHSM ->
                    "The material lies in CloudHSM: the cluster must be active, with the user"
                            + " kmsuser not locked out.";
            case AWS_KMS, EXTERNAL, UNKNOWN ->
                    "aws kms describe-custom-key-stores says what keeps it apart.";
            case null -> "aws kms describe-custom-key-stores names the store of the key.";
        };
    }

    private Optional<Remedy> way(String title, List<String> notes, String... commands) {
        return way(Act.BRING_BACK, title, notes, List.of(commands));
    }

    private Optional<Remedy> way(Act act, String title, List<String> notes, List<String> commands) {
        boolean granting = !grantees.isEmpty();
        List<String> all = new ArrayList<>(notes);
        reading.facts().ifPresent(facts -> remarkable(facts, all));
        List<String> pasted = new ArrayList<>(commands);
        grantees.forEach(role -> pasted.add(Aws.grant(key, role)));
        if (granting) {
            all.add(
                    "Where the key policy lets the account's IAM policies decide, an IAM policy on"
                            + " the role does as well.");
        }
        String whole =
                granting && act != Act.GIVE_ACCESS
                        ? title + ", then give the current roles access"
                        : title;
        return Optional.of(Remedy.of(act, whole, Loss.NOTHING).noting(all).by(pasted));
    }

    private void remarkable(KeyFacts facts, List<String> notes) {
        facts.validTo()
                .ifPresent(at ->
                        notes.add(
                                "Its material was imported and expires on "
                                        + at
                                        + " ("
                                        + new TimeLeft(at, now)
                                        + "); import it again before."));
        if (facts.manager().equals("AWS")) {
            notes.add("AWS manages this key: nobody can change its policy or grant it.");
        }
        if (!facts.usage().equals("ENCRYPT_DECRYPT")) {
            notes.add("Its use is " + facts.usage() + ": it opens no values.");
        }
    }

    private String kms(String action) {
        return Aws.kms(action, key);
    }
}
