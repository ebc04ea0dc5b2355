package io.keymend.install;

import io.keymend.install.InstallForm.KeptForm;
import io.keymend.install.InstallForm.OwnKeyForm;
import io.keymend.install.OwnKey.As;
import io.keymend.install.OwnKey.Kept;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks where a product has a key of its own from.
final class OwnKeyCheck {
    private static final Pattern LOG_GROUP = Pattern.compile("[A-Za-z0-9_./#-]{1,512}");
    private static final int LONGEST_POINTER = 512;
    private static final int MOST_PLACES = 32;

    private final OwnKeyForm form;
    private final List<String> faults;

    /// @param faults takes what is wrong
    OwnKeyCheck(OwnKeyForm form, List<String> faults) {
        this.form = form;
        this.faults = faults;
    }

    /// The places, where each of them can be one.
    Optional<OwnKey> run() {
        List<Kept> kept = new ArrayList<>();
        for (int i = 0; i < form.kept().size(); i++) {
            place("ownKey.kept[" + i + "]", form.kept().get(i)).ifPresent(kept::add);
        }
        if (form.kept().isEmpty()) {
            faults.add(
                    "ownKey.kept is missing: at least one {\"as\": \"environment\", \"secretArn\","
                            + " \"pointer\"}; a key that is in no secret has to be put into one");
        }
        if (form.kept().size() > MOST_PLACES) {
            faults.add("ownKey.kept names more than " + MOST_PLACES + " places");
        }
        together(kept);
        logGroup();
        return Optional.of(
                new OwnKey(kept, Optional.of(form.logGroup()).filter(name -> !name.isEmpty())));
    }

    private Optional<Kept> place(String field, KeptForm place) {
        Optional<As> as = As.parse(place.as());
        if (as.isEmpty()) {
            fault(field + ".as", place.as(), "environment, config-file, keys-file or kept");
        }
        boolean secret = InstallCheck.SECRET.matcher(place.secretArn()).matches();
        if (!secret) {
            fault(field + ".secretArn", place.secretArn(), "the ARN of the secret that holds it");
        }
        boolean pointer = isPointer(place.pointer());
        if (!pointer) {
            fault(
                    field + ".pointer",
                    place.pointer(),
                    "a JSON pointer such as /access_key_encryption of at most "
                            + LONGEST_POINTER
                            + " characters, in which ~ is written ~0 and a / in a name ~1");
        }
        return as.filter(_ -> secret && pointer)
                .map(known -> new Kept(known, place.secretArn(), place.pointer()));
    }

    private static boolean isPointer(String text) {
        return text.length() <= LONGEST_POINTER
                && text.chars().noneMatch(Character::isISOControl)
                && JsonPointer.parse(text).isPresent();
    }

    /// The variable and the config file are each filled from one place.
    private void together(List<Kept> kept) {
        for (As as : List.of(As.ENVIRONMENT, As.CONFIG_FILE)) {
            if (kept.stream().filter(place -> place.as() == as).count() > 1) {
                faults.add(
                        "ownKey.kept names two places as "
                                + as
                                + ", which has one; record the other as "
                                + As.KEPT);
            }
        }
        if (kept.stream().distinct().count() < kept.size()) {
            faults.add("ownKey.kept names one place twice");
        }
    }

    private void logGroup() {
        if (!form.logGroup().isEmpty() && !LOG_GROUP.matcher(form.logGroup()).matches()) {
            fault(
                    "ownKey.logGroup",
                    form.logGroup(),
                    "a log group's name such as /ecs/semaphore, no ARN");
        }
    }

    private void fault(String field, String text, String wanted) {
        faults.add(
                text.isEmpty()
                        ? field + " is missing: " + wanted
                        : field + " is not " + wanted + ": " + InstallCheck.shortened(text));
    }
}
