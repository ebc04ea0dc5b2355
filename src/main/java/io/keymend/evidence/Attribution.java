package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyProbe.Answer;
import io.keymend.evidence.KeyProbe.Own;
import io.keymend.evidence.TableInspector.Sample;
import io.keymend.seal.Fingerprint;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private @Nullable Fingerprint opened;

    /// @param keys the keys on record; of those not current, the likeliest first
    /// @param recorded the keys that were seen to make fingerprints in earlier runs
    /// @param youngCurrentKey whether the current key is too young to have been rotated, so that a
    ///   fingerprint that is not its own is rather another key's
    /// @param samples asked for a value only where no key's own fingerprint decides
    Attribution(
            Questions questions,
            SealMemory memory,
            List<RecordedKey> keys,
            Map<Fingerprint, KeyArn> recorded,
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
                        .map(wanted ->
                                new Inquiry(
                                        wanted, Optional.ofNullable(recorded.get(wanted)), samples))
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
        inquiries.forEach(this::confirm);
        Map<Fingerprint, Sealer> sealers = new LinkedHashMap<>();
        inquiries.forEach(
                inquiry -> sealers.put(inquiry.fingerprint(), inquiry.sealer(current, others)));
        return sealers;
    }

    private Stream<Inquiry> open() {
        return inquiries.stream().filter(Inquiry::isOpen).toList().stream();
    }

    /// What was found out before is not asked again, but for what another key made: that key may be
    /// gone by now.
    private void recall(Inquiry inquiry) {
        Stream.concat(current.stream(), others.stream())
                .filter(key -> memory.isNotBy(inquiry.fingerprint(), key))
                .forEach(key -> inquiry.hear(key, new Answer.No()));
        for (RecordedKey key : current) {
            memory.maker(inquiry.fingerprint())
                    .filter(made -> key.is(made.key()))
                    .ifPresent(made -> inquiry.settle(key, made.key(), made.proof()));
        }
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
            case Own.Known(var fingerprint) -> learnt(key, copy, fingerprint);
            case Own.Unaskable(var why) -> {
                if (!key.current() || key.copies().size() > 1) {
                    questions.close(copy, why);
                }
            }
            case Own.Unknown _, Own.Unanswered _ -> {}
        }
    }

    private void learnt(RecordedKey key, KeyArn copy, Fingerprint own) {
        memory.made(own, copy, Sealer.Proof.FINGERPRINT);
        open().filter(inquiry -> inquiry.fingerprint().equals(own))
                .forEach(inquiry -> settle(inquiry, key, copy, Sealer.Proof.FINGERPRINT));
    }

    /// Another key's own fingerprint, or a record, is a hint of whose a value is. What calls are
    /// left go to hearing from the current key that the value is not its own.
    private void confirm(Inquiry inquiry) {
        if (!inquiry.isOfAnother()) {
            return;
        }
        for (RecordedKey key : current) {
            KeyArn copy = key.copies().getFirst();
            if (!inquiry.wasAnsweredBy(key) && questions.refusal(copy).isEmpty()) {
                asked(inquiry, copy, calls::spend)
                        .ifPresent(answer -> heard(inquiry, key, copy, answer));
            }
        }
    }

    /// A fingerprint of which the current key opened a value in this very run.
    Optional<Fingerprint> opened() {
        return Optional.ofNullable(opened);
    }

    /// The keys that KMS says did not make a fingerprint, as far as any were asked.
    Map<Fingerprint, Set<KeyArn>> notOf() {
        Map<Fingerprint, Set<KeyArn>> notOf = new LinkedHashMap<>();
        inquiries.forEach(inquiry -> notOf.put(inquiry.fingerprint(), inquiry.notOf()));
        return notOf;
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
                if (key.current()) {
                    opened = inquiry.fingerprint();
                }
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
