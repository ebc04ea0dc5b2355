package io.keymend.alert;

import io.keymend.evidence.KeyState;
import io.keymend.remedy.TimeLeft;
import io.keymend.verdict.Correction;
import io.keymend.verdict.StaleKey;
import io.keymend.verdict.Verdict;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The deletion that comes first of those that are under way.
///
/// @param date absent where KMS has not set one yet
record Deadline(Optional<Instant> date, Instant now) {
    static Optional<Deadline> of(Verdict verdict, Instant now) {
        return states(verdict)
                .flatMap(Deadline::date)
                .min(Comparator.comparing(date -> date.orElse(Instant.MAX)))
                .map(date -> new Deadline(date, now));
    }

    private static Stream<Optional<Instant>> date(KeyState state) {
        return switch (state) {
            case KeyState.PendingDeletion(var date) -> Stream.of(date);
            case KeyState.PendingReplicaDeletion _ -> Stream.of(Optional.empty());
            case KeyState.Enabled _,
                    KeyState.Disabled _,
                    KeyState.PendingImport _,
                    KeyState.Unavailable _,
                    KeyState.Transient _,
                    KeyState.Missing _,
                    KeyState.Hidden _ ->
                    Stream.empty();
        };
    }

    private static Stream<KeyState> states(Verdict verdict) {
        return switch (verdict) {
            case Verdict.AccessMissing(_, _, var state) -> Stream.of(state);
            case Verdict.Misdirected(_, _, Correction.WrongRegion(_, _, var state)) ->
                    Stream.of(state);
            case Verdict.Rescuable(_, var keys, _) -> states(keys);
            case Verdict.Unclear(_, var keys) -> states(keys);
            case Verdict.Misdirected _,
                    Verdict.Lost _,
                    Verdict.NothingStale _,
                    Verdict.NotTheDatabase _,
                    Verdict.Stranger _ ->
                    Stream.empty();
        };
    }

    private static Stream<KeyState> states(List<StaleKey> keys) {
        return keys.stream().map(StaleKey::state);
    }

    /// Such as `11 d 23 h left`.
    Optional<String> left() {
        return date.map(at -> new TimeLeft(at, now).toString());
    }

    @Override
    public String toString() {
        return "The key is being deleted: "
                + date.map(at -> "on " + at + ", " + new TimeLeft(at, now))
                        .orElse("KMS has set no date yet")
                + ". Stop that first.";
    }
}
