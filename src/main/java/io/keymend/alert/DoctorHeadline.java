package io.keymend.alert;

import io.keymend.aead.Conclusion;
import io.keymend.aead.KeyRef;
import io.keymend.doctor.Examination;
import io.keymend.doctor.Place;
import io.keymend.doctor.Ward;

import java.util.Comparator;

/// The few words that are read first of what the doctor found.
///
/// @param name the worst conclusion, as one word for filters
/// @param what one line, after the product's name
/// @param meaning what to make of it
record DoctorHeadline(String name, String severity, String what, String meaning) {
    static DoctorHeadline of(Examination examination) {
        return switch (examination) {
            case Examination.Unseen(var why) ->
                    new DoctorHeadline(
                            "Unclear",
                            "error",
                            "could not be examined: its tables were not read",
                            "Nothing can be said of the rows: " + Shown.of(why) + ".");
            case Examination.Seen seen ->
                    seen.wards().stream()
                            .max(Comparator.comparingInt(DoctorHeadline::rank))
                            .map(DoctorHeadline::of)
                            .orElseGet(() -> nothing("no row holds a secret"));
        };
    }

    private static DoctorHeadline of(Ward ward) {
        String rows = ward.place() == Place.OPTION ? " of the table option" : "";
        return switch (ward.conclusion()) {
            case Conclusion.NothingSealed() -> nothing("no row is sealed");
            case Conclusion.Fine(var fine, var odd) ->
                    odd == 0
                            ? nothing("every key opens, " + Words.rows(fine))
                            : new DoctorHeadline(
                                    "BadContent",
                                    "warning",
                                    odd + " of its keys open to what their type does not allow",
                                    "The key is right. Those rows hold something else than their"
                                            + " type says, and Semaphore reads an error or an empty"
                                            + " password from them.");
            case Conclusion.WrongKey(var right, var difference, var count, var rest) ->
                    new DoctorHeadline(
                            "WrongKey",
                            "error",
                            "has the wrong key: " + Words.rows(count) + rows + " do not open",
                            "The right key is at hand: "
                                    + named(right)
                                    + ". "
                                    + switch (difference) {
                                        case NOT_SET -> "No key is set now.";
                                        case MISWRITTEN ->
                                                "The key in use is its text, written wrongly.";
                                        case UNUSABLE -> "What is set now is no key.";
                                        case DECOY ->
                                                "The key in use is the config file's, which never"
                                                        + " sealed a row.";
                                        case REPLACED -> "Another key is set now.";
                                    }
                                    + " Nothing has to be deleted."
                                    + rest(rest));
            case Conclusion.HalfRekeyed(var fine, var others, var rest) ->
                    new DoctorHeadline(
                            "HalfRekeyed",
                            "error",
                            "changed its key half way: "
                                    + fine
                                    + " rows open, "
                                    + others.stream().mapToLong(share -> share.rows()).sum()
                                    + " need another key",
                            "Rows are sealed under more than one key, and all of those keys are at"
                                    + " hand. Nothing has to be deleted."
                                    + rest(rest));
            case Conclusion.WrittenUnencrypted(var count, _, var rest) ->
                    new DoctorHeadline(
                            "WrittenUnencrypted",
                            "error",
                            "has " + Words.rows(count) + rows + " written while no key was set",
                            "They hold their secrets in clear, and do not open since a key is set."
                                    + rest(rest));
            case Conclusion.KeyLost(var ids, var count, _) ->
                    new DoctorHeadline(
                            "KeyLost",
                            "critical",
                            "lost its key: nothing at hand opens " + Words.rows(count) + rows,
                            "The key is in none of the places that are on record."
                                    + (ids.isEmpty()
                                            ? ""
                                            : " The values name it: "
                                                    + String.join(
                                                            ", ", ids.stream().sorted().toList())
                                                    + ".")
                                    + " No row has to be deleted: each secret can be entered again"
                                    + " in its place.");
            case Conclusion.RowsUnopened(var fine, var damaged, var unopened, _) ->
                    new DoctorHeadline(
                            "RowsUnopened",
                            "error",
                            "has the right key, and "
                                    + Words.rows(damaged + unopened)
                                    + rows
                                    + " that do not open",
                            "The key opens "
                                    + fine
                                    + " others. "
                                    + damaged
                                    + " are damaged for sure, "
                                    + unopened
                                    + " are damaged or sealed under a key that is not at hand.");
        };
    }

    private static DoctorHeadline nothing(String why) {
        return new DoctorHeadline(
                "Fine",
                "warning",
                "has no key that does not open now: " + why,
                "Where its log says otherwise, it was mended since, or it is another Semaphore that"
                        + " logs there.");
    }

    private static String rest(long rest) {
        return rest == 0 ? "" : " Another " + Words.rows(rest) + " open with nothing at hand.";
    }

    static String named(KeyRef key) {
        return Shown.of(key.name()) + (key.keyId().isEmpty() ? "" : " (id " + key.keyId() + ")");
    }

    private static int rank(Ward ward) {
        return switch (ward.conclusion()) {
            case Conclusion.NothingSealed _ -> 0;
            case Conclusion.Fine(_, var odd) -> odd == 0 ? 1 : 2;
            case Conclusion.RowsUnopened _ -> 3;
            case Conclusion.WrittenUnencrypted _ -> 4;
            case Conclusion.HalfRekeyed _ -> 5;
            case Conclusion.WrongKey _ -> 6;
            case Conclusion.KeyLost _ -> 7;
        };
    }
}
