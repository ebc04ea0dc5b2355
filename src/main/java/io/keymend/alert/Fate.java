package io.keymend.alert;

import io.keymend.denial.KeyArn;
import io.keymend.denial.LifecycleEvent;
import io.keymend.verdict.Threat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What becomes of a threatened key, and what stops it, in words and commands.
///
/// @param which what a sentence says of the key after `which`
/// @param severity `critical` where time runs out or is over, `error` where decrypts fail, else
///   `warning`
/// @param commands what to paste first, in order
/// @param notes what goes with them
record Fate(String which, String severity, List<String> commands, List<String> notes) {
    Fate {
        commands = List.copyOf(commands);
        notes = List.copyOf(notes);
    }

    static Fate of(Threat threat, LifecycleEvent.OfKey event) {
        KeyArn key = event.key();
        return switch (threat.kind()) {
            case DELETION ->
                    new Fate(
                            threat.due()
                                    .map(at -> "is deleted on " + date(at))
                                    .orElse("is scheduled for deletion"),
                            "critical",
                            List.of(kms("cancel-key-deletion", key), kms("enable-key", key)),
                            List.of(
                                    "After the deletion its rows never open again, for anybody.",
                                    "A key whose deletion was cancelled is disabled, so it has to"
                                            + " be enabled."));
            case DISABLED ->
                    new Fate(
                            "is disabled",
                            "error",
                            List.of(kms("enable-key", key)),
                            List.of("Somebody disabled it: find out why before you enable it."));
            case MATERIAL_GONE ->
                    new Fate(
                            "has lost its imported key material",
                            "error",
                            importing(key),
                            List.of(
                                    "Only the very same key material opens its rows; its owner has"
                                            + " it, AWS has not."));
            case MATERIAL_EXPIRES ->
                    new Fate(
                            "loses its key material on "
                                    + threat.due().map(Fate::date).orElse("a day not told"),
                            "critical",
                            importing(key),
                            List.of(
                                    "Importing the very same material again, without an end, stops"
                                            + " it."));
            case POLICY_CHANGED ->
                    new Fate(
                            "was given another key policy",
                            "warning",
                            List.of(kms("get-key-policy --policy-name default", key)),
                            List.of(
                                    "Keymend may still use the key. Read whether the policy still"
                                            + " allows the current install's roles to decrypt."));
            case POLICY_REFUSES ->
                    new Fate(
                            "was given a key policy that refuses Keymend",
                            "error",
                            List.of(kms("get-key-policy --policy-name default", key)),
                            List.of(
                                    "KMS says: " + threat.why(),
                                    "The roles of the current install may be refused as well."
                                            + " Restore the statement that let the account's IAM"
                                            + " policies decide, or name the roles."));
            case DELETED ->
                    new Fate(
                            "KMS no longer knows",
                            "critical",
                            List.of(kms("describe-key", key)),
                            List.of(
                                    "Ask again as the administrator of the key's account, in the"
                                            + " key's own Region, before anything is given up."));
            case UNSEEN -> unseen(threat, event);
        };
    }

    private static Fate unseen(Threat threat, LifecycleEvent.OfKey event) {
        List<String> commands = new ArrayList<>(List.of(kms("describe-key", event.key())));
        commands.add(kms("cancel-key-deletion", event.key()));
        commands.add(kms("enable-key", event.key()));
        return new Fate(
                "was "
                        + event.change().words()
                        + threat.due().map(at -> ", due " + date(at)).orElse(""),
                "error",
                commands,
                List.of(
                        "Keymend could not see the key's state: " + threat.why(),
                        "The event alone says so. Cancel and enable only what describe-key shows to"
                                + " need it."));
    }

    private static List<String> importing(KeyArn key) {
        return List.of(
                kms(
                        "get-parameters-for-import --wrapping-algorithm RSAES_OAEP_SHA_256"
                                + " --wrapping-key-spec RSA_4096",
                        key),
                kms(
                        "import-key-material --encrypted-key-material fileb://MATERIAL"
                                + " --import-token fileb://TOKEN --expiration-model"
                                + " KEY_MATERIAL_DOES_NOT_EXPIRE",
                        key));
    }

    static String kms(String action, KeyArn key) {
        return "aws kms " + action + " --region " + key.region() + " --key-id " + key;
    }

    /// The day in UTC: enough for a headline.
    private static String date(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }

    /// `11 days and 23 hours`; nothing where it is over or not known.
    static Optional<String> left(Optional<Instant> due, Instant now) {
        return due.filter(now::isBefore)
                .map(at -> Duration.between(now, at))
                .map(time ->
                        time.toDays() > 0
                                ? time.toDays() + " days and " + time.toHoursPart() + " hours"
                                : time.toHours()
                                        + " hours and "
                                        + time.toMinutesPart()
                                        + " minutes");
    }
}
