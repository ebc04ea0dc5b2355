package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyProbe.Answer;
import io.keymend.evidence.TableInspector.Sample;
import io.keymend.seal.Fingerprint;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the keys on record said so far of one fingerprint.
final class Inquiry {
    private static final String USED_UP = "the calls were used up";

    private final Fingerprint fingerprint;
    private final Optional<KeyArn> recorded;
    private final Function<Fingerprint, Sample> samples;
    private final Map<RecordedKey, Answer> said = new HashMap<>();
    private @Nullable Sample sample;
    private @Nullable Sealer settled;

    /// @param recorded the key that was seen to make it in an earlier run
    /// @param samples asked for a value once, and only where a key has to be asked about one
    Inquiry(
            Fingerprint fingerprint,
            Optional<KeyArn> recorded,
            Function<Fingerprint, Sample> samples) {
        this.fingerprint = fingerprint;
        this.recorded = recorded;
        this.samples = samples;
    }

    Fingerprint fingerprint() {
        return fingerprint;
    }

    /// Whether no key is known yet to have made it.
    boolean isOpen() {
        return settled == null;
    }

    /// Whether a key that is not current is known to have made it, and no value was tried with it.
    boolean isOfAnother() {
        return settled instanceof Sealer.Other(_, var proof) && proof != Sealer.Proof.PROBE;
    }

    /// Whether the key may have made it.
    boolean mayBeBy(RecordedKey key) {
        return isOpen() && !(said.get(key) instanceof Answer.No);
    }

    boolean wasAnsweredBy(RecordedKey key) {
        return said.containsKey(key);
    }

    Sample sample() {
        if (sample == null) {
            sample = samples.apply(fingerprint);
        }
        return sample;
    }

    void settle(RecordedKey key, KeyArn copy, Sealer.Proof proof) {
        settled = key.sealer(copy, proof);
    }

    void hear(RecordedKey key, Answer answer) {
        said.put(key, answer);
    }

    /// The keys that KMS says did not make it.
    Set<KeyArn> notOf() {
        return said.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Answer.No)
                .flatMap(entry -> entry.getKey().copies().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether one of these keys gave an answer about the value that decides nothing.
    boolean isUndecidedBy(List<RecordedKey> keys) {
        return keys.stream().anyMatch(key -> said.get(key) instanceof Answer.Undecided);
    }

    /// Who made it, as far as the answers say.
    Sealer sealer(List<RecordedKey> current, List<RecordedKey> others) {
        if (settled != null) {
            return settled;
        }
        if (sample instanceof Sample.None(var why)) {
            return new Sealer.Unresolved(why);
        }
        return notDenied(current)
                .<Sealer>map(Sealer.Unresolved::new)
                .orElseGet(() -> foreign(others));
    }

    /// Why the current install may have sealed it after all.
    private Optional<String> notDenied(List<RecordedKey> current) {
        return current.isEmpty()
                ? Optional.of("no key is on record that the current install seals under")
                : current.stream().flatMap(key -> notDenied(said.get(key)).stream()).findFirst();
    }

    private static Optional<String> notDenied(@Nullable Answer answer) {
        return switch (answer) {
            case null -> Optional.of("not every current key was asked: " + USED_UP);
            case Answer.Yes(), Answer.No() -> Optional.empty();
            case Answer.Undecided(var why) -> Optional.of(why);
            case Answer.Unaskable(var why) -> Optional.of(why);
            case Answer.Unanswered(var why) -> Optional.of(why);
        };
    }

    /// The sealer of what the current install did not seal. A key is inferred only where it cannot
    /// be asked: a key that is on no record may have sealed it as well.
    private Sealer foreign(List<RecordedKey> others) {
        List<RecordedKey> possible = new ArrayList<>();
        for (RecordedKey key : others) {
            switch (said.get(key)) {
                case null -> {
                    return remembered(others)
                            .orElseGet(() ->
                                    new Sealer.Foreign(
                                            "not the current key; whose it is was not asked: "
                                                    + USED_UP));
                }
                case Answer.Unanswered(var why) -> {
                    return remembered(others)
                            .orElseGet(() ->
                                    new Sealer.Foreign(
                                            "not the current key; whose it is could not be asked: "
                                                    + why));
                }
                case Answer.Yes(), Answer.No() -> {}
                case Answer.Undecided _, Answer.Unaskable _ -> possible.add(key);
            }
        }
        return remembered(possible).orElseGet(() -> inferred(possible));
    }

    private Optional<Sealer> remembered(List<RecordedKey> possible) {
        return recorded.flatMap(maker ->
                possible.stream()
                        .filter(key -> key.is(maker))
                        .map(key -> key.sealer(maker, Sealer.Proof.RECORDED))
                        .findFirst());
    }

    private static Sealer inferred(List<RecordedKey> possible) {
        return switch (possible.size()) {
            case 0 -> new Sealer.Foreign("not the current key, and none of the keys on record");
            case 1 -> {
                RecordedKey only = possible.getFirst();
                yield only.sealer(only.copies().getFirst(), Sealer.Proof.ELIMINATION);
            }
            default ->
                    new Sealer.Foreign(
                            "not the current key; "
                                    + possible.size()
                                    + " keys on record may have sealed it");
        };
    }
}
