package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyProbe.Answer;
import io.keymend.evidence.KeyProbe.Own;
import io.keymend.evidence.TableInspector.Sample;
import io.keymend.seal.Fingerprint;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/// Finds out whose key made each fingerprint, with never more calls than there are fingerprints and
/// keys on record together.
///
/// Each key is asked for its own fingerprint first. Then one call is kept for each fingerprint left
/// over, to ask whether the current key made it; what the own fingerprints saved goes to naming the
/// others.
final class Attribution {
    private final Questions questions;
    private final SealMemory memory;
    private final List<RecordedKey> current;
    private final List<RecordedKey> others;
    private final List<Inquiry> inquiries;
    private final CallBudget calls;
    private Optional<RecordedKey> likeliest;

    /// @param keys the keys on record; of those not current, the likeliest first
    /// @param youngCurrentKey whether the current key is too young to have been rotated, so that a
    ///   fingerprint that is not its own is rather another key's
    /// @param samples asked for a value only where no key's own fingerprint decides
    Attribution(
            Questions questions,
            SealMemory memory,
            List<RecordedKey> keys,
            boolean youngCurrentKey,
            Collection<Fingerprint> fingerprints,
            Function<Fingerprint, Sample> samples) {
        this.questions = questions;
        this.memory = memory;
        this.current = keys.stream().filter(RecordedKey::current).toList();
        this.others = keys.stream().filter(key -> !key.current()).toList();
        this.inquiries =
                fingerprints.stream()
                        .distinct()
                        .map(wanted -> new Inquiry(wanted, samples))
                        .toList();
        this.likeliest = (youngCurrentKey ? others : current).stream().findFirst();
        inquiries.forEach(this::recall);
        this.calls = new CallBudget(open().map(Inquiry::fingerprint).toList(), keys.size());
    }

    /// The sealer of each fingerprint, in the order given.
    Map<Fingerprint, Sealer> sealers() {
        current.forEach(this::learn);
        others.forEach(this::learn);
        open().forEach(this::begin);
        current.forEach(key -> open().forEach(inquiry -> askOnce(inquiry, key)));
        othersByLikelihood().forEach(key -> open().forEach(inquiry -> name(inquiry, key)));
        Map<Fingerprint, Sealer> sealers = new LinkedHashMap<>();
        inquiries.forEach(
                inquiry -> sealers.put(inquiry.fingerprint(), inquiry.sealer(current, others)));
        return sealers;
    }

    private Stream<Inquiry> open() {
        return inquiries.stream().filter(Inquiry::isOpen).toList().stream();
    }

    /// What was found out before is not asked again.
    private void recall(Inquiry inquiry) {
        Stream.concat(current.stream(), others.stream())
                .forEach(key -> {
                    if (memory.isNotBy(inquiry.fingerprint(), key)) {
                        inquiry.hear(key, new Answer.No());
                    }
                    memory.maker(inquiry.fingerprint())
                            .filter(made -> key.is(made.key()))
                            .ifPresent(made -> inquiry.settle(key, made.key(), made.proof()));
                });
    }

    /// Learns the key's own fingerprint. Where a single one is open, asking the current key about
    /// it says more, and mostly makes the other call needless.
    private void learn(RecordedKey key) {
        List<Inquiry> open = open().toList();
        if (key.current() && open.size() == 1) {
            askOnce(open.getFirst(), key);
        }
        Optional<KeyArn> copy =
                key.copies().stream()
                        .filter(candidate -> questions.silence(candidate).isEmpty())
                        .findFirst();
        if (open.stream().anyMatch(inquiry -> inquiry.mayBeBy(key))
                && copy.isPresent()
                && calls.spend()) {
            learn(key, copy.get());
        }
    }

    /// A refusal here closes a former key, though not the current key's only copy: that one may
    /// still be asked about values.
    private void learn(RecordedKey key, KeyArn copy) {
        switch (questions.own(copy)) {
            case Own.Known(var fingerprint) -> {
                memory.made(fingerprint, copy, Sealer.Proof.FINGERPRINT);
                open().filter(inquiry -> inquiry.fingerprint().equals(fingerprint))
                        .forEach(inquiry -> settle(inquiry, key, copy, Sealer.Proof.FINGERPRINT));
            }
            case Own.Unaskable(var why) -> {
                if (!key.current() || key.copies().size() > 1) {
                    questions.close(copy, why);
                }
            }
            case Own.Unknown _, Own.Unanswered _ -> {}
        }
    }

    /// Asks about one fingerprint as cheaply as it goes: the key that answered yes last, as
    /// rotations of one key come together; the current key in any case; and if that says no, the
    /// likeliest other. Of several current keys each must say no, so that no other is asked yet.
    private void begin(Inquiry inquiry) {
        boolean several = current.size() > 1;
        if (!several) {
            likeliest.filter(key -> !key.current()).ifPresent(key -> name(inquiry, key));
        }
        Stream.concat(likeliest.filter(RecordedKey::current).stream(), current.stream())
                .findFirst()
                .ifPresent(key -> askOnce(inquiry, key));
        calls.free(inquiry.fingerprint());
        if (!several) {
            othersByLikelihood().limit(1).forEach(key -> name(inquiry, key));
        }
    }

    private Stream<RecordedKey> othersByLikelihood() {
        return Stream.concat(likeliest.stream().filter(key -> !key.current()), others.stream())
                .distinct();
    }

    private void askOnce(Inquiry inquiry, RecordedKey key) {
        ask(inquiry, key, () -> calls.spendFor(inquiry.fingerprint()));
    }

    /// Asks a key that is not current, with a call that no fingerprint needs, unless the current
    /// key left it open whether the value is its own.
    private void name(Inquiry inquiry, RecordedKey key) {
        if (!inquiry.isUndecidedBy(current)) {
            ask(inquiry, key, calls::spend);
        }
    }

    /// Asks one copy of the key, and the next only where that one cannot be asked.
    private void ask(Inquiry inquiry, RecordedKey key, BooleanSupplier pay) {
        if (!inquiry.isOpen() || inquiry.wasAnsweredBy(key)) {
            return;
        }
        Optional<Answer> answer = Optional.empty();
        for (KeyArn copy : key.copies()) {
            answer = questions.refusal(copy).or(() -> asked(inquiry, copy, pay));
            if (answer.filter(Attribution::isFinal).isPresent()) {
                heard(inquiry, key, copy, answer.get());
                return;
            }
        }
        answer.ifPresent(last -> inquiry.hear(key, last));
    }

    private static boolean isFinal(Answer answer) {
        return switch (answer) {
            case Answer.Yes(), Answer.No(), Answer.Undecided _ -> true;
            case Answer.Unaskable _, Answer.Unanswered _ -> false;
        };
    }

    /// Empty where there is no value to ask about, or no call left.
    private Optional<Answer> asked(Inquiry inquiry, KeyArn copy, BooleanSupplier pay) {
        return inquiry.sample() instanceof Sample.Whole(var value) && pay.getAsBoolean()
                ? Optional.of(questions.sealedBy(copy, value))
                : Optional.empty();
    }

    private void heard(Inquiry inquiry, RecordedKey key, KeyArn copy, Answer answer) {
        inquiry.hear(key, answer);
        switch (answer) {
            case Answer.Yes() -> {
                memory.made(inquiry.fingerprint(), copy, Sealer.Proof.PROBE);
                settle(inquiry, key, copy, Sealer.Proof.PROBE);
                likeliest = Optional.of(key);
            }
            case Answer.No() -> memory.notMade(inquiry.fingerprint(), copy);
            case Answer.Undecided _, Answer.Unaskable _, Answer.Unanswered _ -> {}
        }
    }

    private void settle(Inquiry inquiry, RecordedKey key, KeyArn copy, Sealer.Proof proof) {
        inquiry.settle(key, copy, proof);
        calls.free(inquiry.fingerprint());
    }
}
