package io.keymend.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.keymend.aead.KeyCandidate;
import io.keymend.aead.Origin;
import io.keymend.local.SemaphoreLayout;
import io.keymend.mend.Action;
import io.keymend.mend.Resealer.Answer;
import io.keymend.mend.StoredValue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

final class SecretResealerTest {
    private static final String OLD = SemaphoreLayout.newKey();
    private static final String NEW = SemaphoreLayout.newKey();

    private final KeyCandidate from = candidate("old", OLD);
    private final KeyCandidate to = candidate("new", NEW);
    private final SecretResealer keys = new SecretResealer(Place.ACCESS_KEY, from, to);
    private final SecretResealer option = new SecretResealer(Place.OPTION, from, to);

    private static KeyCandidate candidate(String name, String key) {
        return KeyCandidate.of(name, Origin.KEPT, key.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        from.close();
        to.close();
    }

    private static Answer reseal(SecretResealer resealer, String value) {
        return resealer.reseal(resealer.action(), new StoredValue.Text(value));
    }

    @Test
    void itsActionNamesBothKeysByTheirIds() {
        assertThat(keys.action())
                .isEqualTo(
                        new Action.SealAgain(
                                SemaphoreLayout.keyId(OLD), SemaphoreLayout.keyId(NEW)));
    }

    @Test
    void aValueMovesToTheOtherKey() {
        Answer answer = reseal(keys, SemaphoreLayout.sealWithId(OLD, "s"));
        assertThat(answer).isInstanceOf(Answer.Resealed.class);
        StoredValue value = ((Answer.Resealed) answer).value();
        assertThat(SemaphoreLayout.open(NEW, ((StoredValue.Text) value).value())).isEqualTo("s");
        assertThat(reseal(keys, ((StoredValue.Text) value).value()))
                .isEqualTo(new Answer.Already());
    }

    @Test
    void onlyAKeyOfTheStoreCanBeInClear() {
        String line = SemaphoreLayout.seal(OLD, "s") + "\n";
        assertThat(reseal(keys, line))
                .isEqualTo(new Answer.Left("it is a private key in clear and not sealed"));
        assertThat(reseal(option, line)).isInstanceOf(Answer.Resealed.class);
    }

    @Test
    void bytesAreNotSemaphores() {
        assertThat(keys.reseal(keys.action(), new StoredValue.Bytes(new byte[40])))
                .isEqualTo(new Answer.Left("Semaphore stores text, and this is bytes"));
    }

    @Test
    void anotherPlanStopsIt() {
        assertThat(keys.reseal(new Action.SealAgain("a", "b"), new StoredValue.Text("x")))
                .isEqualTo(new Answer.Stopped("the plan names other keys"));
    }

    @Test
    void withoutAKeyThereIsNothingToOpen() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecretResealer(Place.OPTION, candidate("no key", "AAAA"), to))
                .withMessage("nothing opens with no key");
    }
}
