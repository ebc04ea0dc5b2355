package io.keymend.doctor;

import io.keymend.aead.Conclusion;
import io.keymend.aead.Difference;
import io.keymend.aead.KeyRef;
import io.keymend.aead.KeyShare;
import io.keymend.aead.KeyUse;
import io.keymend.remedy.Act;
import io.keymend.remedy.Loss;
import io.keymend.remedy.Remedy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What can be done for a Semaphore database, least loss first. No way deletes a row, and none
/// empties one.
public final class WaysOut {
    private static final String RESTART =
            "Restart Semaphore after its key was changed in the environment or in config.json. Rows"
                    + " that change need no restart.";

    private final String install;
    private final List<Remedy> ways = new ArrayList<>();

    private WaysOut(String install) {
        this.install = install;
    }

    /// The ways out of what was found.
    ///
    /// @param install its id, which is letters, digits, dots, dashes and underscores
    public static List<Remedy> of(String install, Examination examination) {
        WaysOut out = new WaysOut(install);
        switch (examination) {
            case Examination.Unseen _ -> out.byHand();
            case Examination.Seen seen -> {
                seen.wards().forEach(ward -> out.add(ward, seen.use()));
                seen.wards().forEach(out::published);
            }
        }
        return out.ways.stream()
                .distinct()
                .sorted(Comparator.comparing(Remedy::loss).thenComparing(Remedy::act))
                .toList();
    }

    private void add(Ward ward, KeyUse use) {
        switch (ward.conclusion()) {
            case Conclusion.NothingSealed() -> {}
            case Conclusion.Fine _ -> {}
            case Conclusion.WrongKey(var right, var difference, var rows, var rest) -> {
                putBack(right, difference, rows);
                if (use == KeyUse.SET) {
                    sealAgain(right.keyId(), rows);
                }
                enterAgain(ward, rest);
            }
            case Conclusion.HalfRekeyed(var fine, var others, var rest) -> {
                others.forEach(share -> finish(share, fine, use));
                enterAgain(ward, rest);
            }
            case Conclusion.WrittenUnencrypted(var rows, _, var rest) -> {
                sealPlain(rows);
                enterAgain(ward, rest);
            }
            case Conclusion.KeyLost(var ids, var rows, _) -> {
                search(ids.stream().sorted().toList());
                enterAgain(ward, rows);
            }
            case Conclusion.RowsUnopened(_, var damaged, var unopened, var ids) -> {
                if (unopened > 0) {
                    search(ids.stream().sorted().toList());
                }
                enterAgain(ward, damaged + unopened);
            }
        }
    }

    private void putBack(KeyRef right, Difference difference, long rows) {
        ways.add(
                way(
                        Act.CORRECT,
                        switch (difference) {
                            case NOT_SET -> "Set Semaphore's key again: none is set";
                            case MISWRITTEN -> "Write Semaphore's key right";
                            case UNUSABLE -> "Set Semaphore's key again: what is set is no key";
                            case DECOY ->
                                    "Set SEMAPHORE_ACCESS_KEY_ENCRYPTION again: the config file's"
                                            + " key never sealed a row";
                            case REPLACED -> "Put Semaphore's former key back";
                        },
                        Loss.NOTHING,
                        List.of(
                                "The right key is "
                                        + named(right)
                                        + ". It opens "
                                        + rows(rows)
                                        + ".",
                                advice(difference),
                                RESTART)));
    }

    private static String advice(Difference difference) {
        return switch (difference) {
            case NOT_SET ->
                    "An environment variable that exists and is empty switches encryption off, also"
                            + " where the config file has a key.";
            case MISWRITTEN ->
                    "Semaphore takes the text as it is: a quote, a blank or a missing = at its end"
                            + " makes it another key, or none.";
            case UNUSABLE ->
                    "A key is standard base64 of 16, 24 or 32 bytes, with every = at its end.";
            case DECOY ->
                    "`semaphore setup` writes a random key into config.json. Where the variable is"
                        + " set it counts; a move that takes only the file along leaves the right"
                        + " key behind.";
            case REPLACED ->
                    "The key was replaced, and the rows were not sealed again under the new one.";
        };
    }

    private void finish(KeyShare share, long fine, KeyUse use) {
        if (fine > 0 && use == KeyUse.SET) {
            sealAgain(share.key().keyId(), share.rows());
        } else {
            ways.add(
                    way(
                            Act.CORRECT,
                            "Give Semaphore the key " + named(share.key()) + " too",
                            Loss.NOTHING,
                            List.of(
                                    rows(share.rows()) + " open with it and with no other.",
                                    "Newer versions take several keys from encryption.keys_file;"
                                            + " older ones have one, and the rest has to be sealed"
                                            + " again under it.",
                                    RESTART)));
        }
    }

    private void sealAgain(String from, long rows) {
        ways.add(
                way(
                        Act.RESEAL,
                        "Seal the rows again under the key in use",
                        Loss.NOTHING,
                        List.of(
                                rows(rows)
                                        + ", in one transaction; the old values stay in the"
                                        + " journal. The first answer names the plan and its rows,"
                                        + " and changes nothing.",
                                "`semaphore vault rekey` changes row by row, stops at the first"
                                        + " that does not open, and leaves what is to be repaired"
                                        + " here."),
                        List.of(command("reseal-keys", ",\"from\":\"" + from + "\""))));
    }

    private void sealPlain(long rows) {
        ways.add(
                way(
                        Act.RESEAL,
                        "Seal the rows that were written while no key was set",
                        Loss.NOTHING,
                        List.of(
                                rows(rows)
                                        + " hold their secret in clear: whoever reads the database"
                                        + " reads it."),
                        List.of(command("reseal-keys", ",\"from\":\"none\""))));
    }

    private void search(List<String> ids) {
        ways.add(
                way(
                        Act.INVESTIGATE,
                        "Look for the key before anything is entered again",
                        Loss.NOTHING,
                        List.of(
                                "It may be in the environment of the old host or of a container"
                                    + " that still runs, in older ECS task definitions, in"
                                    + " Kubernetes secrets and their history, in an older"
                                    + " config.json. Keep it in a secret, name that under ownKey of"
                                    + " the install, and run doctor again.",
                                ids.isEmpty()
                                        ? "The values do not say which key it is."
                                        : "The values name it: the first 8 bytes of its SHA-256 are"
                                                + " "
                                                + String.join(" or ", ids)
                                                + " in base64url."),
                        List.of(command("doctor", ""))));
    }

    private void enterAgain(Ward ward, long rows) {
        if (rows == 0) {
            return;
        }
        ways.add(
                ward.place() == Place.OPTION
                        ? way(
                                Act.VENDOR,
                                "Let Semaphore make new signing keys for its tokens",
                                Loss.SECRET,
                                List.of(
                                        "Only where its row of the table option cannot be opened"
                                                + " any more. Whoever pinned the old key reads"
                                                + " /.well-known/jwks.json again."))
                        : way(
                                Act.VENDOR,
                                "Enter the secrets again, in the key store",
                                Loss.SECRET,
                                List.of(
                                        "Edit each key and choose to override it: Semaphore never"
                                                + " opens the old value for that. The list below"
                                                + " says which, by project, and what each breaks.",
                                        "Delete none and empty none: what refers to it breaks, and"
                                                + " a webhook whose secret is empty lets anybody"
                                                + " in.")));
    }

    private void published(Ward ward) {
        for (KeyShare share : ward.count().published()) {
            ways.add(
                    way(
                            Act.CORRECT,
                            "Replace a key that everybody knows",
                            Loss.NOTHING,
                            List.of(
                                    rows(share.rows())
                                            + " are sealed under "
                                            + named(share.key())
                                            + ", which was published. Whoever reads the database"
                                            + " reads these secrets. Set a new key, keep this one"
                                            + " under ownKey, seal the rows again, and change the"
                                            + " secrets themselves.")));
        }
    }

    private void byHand() {
        ways.add(
                way(
                        Act.INVESTIGATE,
                        "Compare the keys by hand",
                        Loss.NOTHING,
                        List.of(
                                "The Data API reaches Aurora only: not BoltDB, SQLite or plain"
                                        + " RDS.",
                                "Compare access_key_encryption in config.json with"
                                        + " SEMAPHORE_ACCESS_KEY_ENCRYPTION in the environment of"
                                        + " the running process, on the old host and the new one."
                                        + " The variable counts, also where it is empty.",
                                "In `docker exec` the variable is missing where it came from a"
                                        + " _FILE: read the file.",
                                "Before anything is changed, copy the database and every key you"
                                        + " find.")));
    }

    /// A key by its name, with the id its values carry.
    private static String named(KeyRef key) {
        return key.keyId().isEmpty() ? key.name() : key.name() + " (id " + key.keyId() + ")";
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }

    private String command(String name, String more) {
        return "aws lambda invoke --function-name FUNCTION --cli-binary-format raw-in-base64-out"
                + " --payload '{\"command\":\""
                + name
                + "\",\"install\":\""
                + install
                + "\""
                + more
                + "}' /dev/stdout";
    }

    private static Remedy way(Act act, String title, Loss loss, List<String> notes) {
        return way(act, title, loss, notes, List.of());
    }

    private static Remedy way(
            Act act, String title, Loss loss, List<String> notes, List<String> commands) {
        return new Remedy(act, title, loss, List.of(), notes, commands, List.of());
    }
}
