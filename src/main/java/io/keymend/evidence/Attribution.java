package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyProbe.Answer;
import io.keymend.evidence.KeyProbe.Own;
import io.keymend.evidence.TableInspector.Sample;
import io.keymend.seal.Fingerprint;
import io.keymend.seal.SealedValue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Finds out whose key made each fingerprint, with one call per key and probes for the fingerprints
/// left over.
///
/// It keeps what it learnt for as long as one incident is looked at.
final class Attribution {
    private final KeyProbe probe;
    private final List<KeyArn> current;
    private final List<KeyArn> others;
    private final Map<Fingerprint, KeyArn> made = new HashMap<>();
    private final Map<Fingerprint, Set<KeyArn>> notOf = new HashMap<>();

    private final Map<Fingerprint, KeyArn> recorded;

    Attribution(KeyProbe probe, List<KeyArn> current, List<KeyArn> others) {
        this(probe, current, others, Map.of());
    }

    /// @param others the keys of former installs and of the denial, the likeliest first
    /// @param recorded the keys that were once seen to make these fingerprints
    Attribution(
            KeyProbe probe,
            List<KeyArn> current,
            List<KeyArn> others,
            Map<Fingerprint, KeyArn> recorded) {
        this.probe = probe;
        this.current = current;
        this.recorded = recorded;
        this.others =
                others.stream().filter(key -> current.stream().noneMatch(key::sameKeyAs)).toList();
    }

    /// The sealer of each fingerprint, in the order given.
    ///
    /// @param samples asked for a value only where no key's own fingerprint decides
    Map<Fingerprint, Sealer> attribute(
            Collection<Fingerprint> fingerprints, Function<Fingerprint, Sample> samples) {
        Map<Fingerprint, Sealer> sealers = new LinkedHashMap<>();
        if (fingerprints.isEmpty()) {
            return sealers;
        }
        learn(current, fingerprints);
        learn(others, fingerprints);
        for (Fingerprint fingerprint : fingerprints) {
            sealers.computeIfAbsent(fingerprint, wanted -> sealer(wanted, samples));
        }
        return sealers;
    }

    /// The keys that KMS says did not seal a fingerprint.
    Map<Fingerprint, Set<KeyArn>> notOf() {
        return notOf;
    }

    /// Takes a key's own fingerprint from whoever asked for it already.
    void learn(Fingerprint own, KeyArn key) {
        made.put(own, key);
    }

    /// Asks keys for their own fingerprints, until every fingerprint is known.
    private void learn(List<KeyArn> keys, Collection<Fingerprint> wanted) {
        for (KeyArn key : keys) {
            if (made.keySet().containsAll(wanted)) {
                return;
            }
            if (!made.containsValue(key)
                    && probe.ownFingerprint(key) instanceof Own.Known(var fingerprint)) {
                made.putIfAbsent(fingerprint, key);
            }
        }
    }

    private Sealer sealer(Fingerprint fingerprint, Function<Fingerprint, Sample> samples) {
        KeyArn maker = made.get(fingerprint);
        if (maker != null) {
            return named(maker, Sealer.Proof.FINGERPRINT);
        }
        return switch (samples.apply(fingerprint)) {
            case Sample.Whole(var value) -> probed(fingerprint, value);
            case Sample.None(var why) -> new Sealer.Unresolved(why);
        };
    }

    private Sealer probed(Fingerprint fingerprint, SealedValue sample) {
        List<String> undecided = new ArrayList<>();
        for (KeyArn key : current) {
            switch (probe.sealedBy(key, sample)) {
                case Answer.Yes() -> {
                    return named(key, Sealer.Proof.PROBE);
                }
                case Answer.No() -> isNot(fingerprint, key);
                case Answer.Undecided(var why) -> undecided.add(why);
            }
        }
        return undecided.isEmpty()
                ? foreign(fingerprint, sample)
                : new Sealer.Unresolved(undecided.getFirst());
    }

    /// The sealer of a value that the current key did not seal. A key is inferred only where it
    /// cannot be asked: a key that is on no record may have sealed it as well.
    private Sealer foreign(Fingerprint fingerprint, SealedValue sample) {
        List<KeyArn> possible = new ArrayList<>();
        for (KeyArn key : others) {
            switch (probe.sealedBy(key, sample)) {
                case Answer.Yes() -> {
                    return named(key, Sealer.Proof.PROBE);
                }
                case Answer.No() -> isNot(fingerprint, key);
                case Answer.Undecided _ -> possible.add(key);
            }
        }
        KeyArn known = recorded.get(fingerprint);
        if (known != null && possible.contains(known)) {
            return named(known, Sealer.Proof.RECORDED);
        }
        return only(possible)
                .<Sealer>map(key -> named(key, Sealer.Proof.ELIMINATION))
                .orElseGet(() -> new Sealer.Foreign(whyForeign(possible)));
    }

    private void isNot(Fingerprint fingerprint, KeyArn key) {
        notOf.computeIfAbsent(fingerprint, _ -> new HashSet<>()).add(key);
    }

    private static String whyForeign(List<KeyArn> possible) {
        return possible.isEmpty()
                ? "not the current key, and none of the keys on record"
                : "not the current key; " + possible.size() + " keys on record may have sealed it";
    }

    private static Optional<KeyArn> only(List<KeyArn> keys) {
        return keys.size() == 1 ? Optional.of(keys.getFirst()) : Optional.empty();
    }

    private Sealer named(KeyArn key, Sealer.Proof proof) {
        return current.contains(key)
                ? new Sealer.Current(key, proof)
                : new Sealer.Other(key, proof);
    }
}
