package io.keymend.evidence;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyProbe.Answer;
import io.keymend.evidence.KeyProbe.Own;
import io.keymend.seal.SealedValue;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The questions put to KMS while one incident is looked at. A key that cannot be asked is not
/// asked again, a Region that gave no answer is left alone, and once time is up nobody is asked.
final class Questions {
    private static final String NO_TIME = "no time was left to ask KMS";

    private final KeyProbe probe;
    private final BooleanSupplier timeIsUp;
    private final Map<KeyArn, String> unaskable = new HashMap<>();
    private final Map<String, String> silent = new HashMap<>();

    Questions(KeyProbe probe, BooleanSupplier timeIsUp) {
        this.probe = probe;
        this.timeIsUp = timeIsUp;
    }

    /// What KMS tells of the key; its state is hidden where its Region gives no answers.
    KeyReading read(KeyArn key) {
        return silence(key)
                .map(why -> KeyReading.of(new KeyState.Hidden(why)))
                .orElseGet(() -> probe.read(key));
    }

    /// Whether the key opens a fresh value of its own now.
    Canary canary(KeyArn key) {
        Canary canary =
                silence(key).<Canary>map(Canary.NotRun::new).orElseGet(() -> probe.canary(key));
        if (canary instanceof Canary.NotRun(var why, var silent) && silent) {
            this.silent.put(key.region(), why);
        }
        return canary;
    }

    /// Why no call is worth making in the key's Region, if none is.
    Optional<String> silence(KeyArn key) {
        return Optional.ofNullable(silent.get(key.region()))
                .or(() -> timeIsUp.getAsBoolean() ? Optional.of(NO_TIME) : Optional.empty());
    }

    /// What is known beforehand of asking the key about any value, if it cannot be asked.
    Optional<Answer> refusal(KeyArn key) {
        return Optional.ofNullable(unaskable.get(key))
                .<Answer>map(Answer.Unaskable::new)
                .or(() -> silence(key).map(Answer.Unanswered::new));
    }

    /// Leaves the key alone from now on.
    void close(KeyArn key, String why) {
        unaskable.put(key, why);
    }

    Own own(KeyArn key) {
        Own own = probe.ownFingerprint(key);
        if (own instanceof Own.Unanswered(var why)) {
            silent.put(key.region(), why);
        }
        return own;
    }

    Answer sealedBy(KeyArn key, SealedValue value) {
        Answer answer = probe.sealedBy(key, value);
        switch (answer) {
            case Answer.Yes(), Answer.No(), Answer.Undecided _ -> {}
            case Answer.Unaskable(var why) -> close(key, why);
            case Answer.Unanswered(var why) -> silent.put(key.region(), why);
        }
        return answer;
    }
}
