package io.keymend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.localaws.Database;
import io.keymend.localaws.Fault;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A command that dies at any of its calls to AWS, and is sent again to another function, on a real
/// engine: it ends as if it had never died, and at no time is a row lost.
///
/// A few deaths by chance, or with `-Dmend.deaths=all` every one; `-Dmend.seed` says which few.
abstract class MendDeathContract extends DeathFixture {
    private static final boolean ALL = System.getProperty("mend.deaths", "some").equals("all");
    private static final int SOME = 6;

    MendDeathContract(Database server) throws SQLException {
        super(server);
    }

    @Test
    void aResealThatDiesAnywhereIsFinishedByTheNextRun() throws Exception {
        assertThat(given("reseal")).isBetween(6, 12);
        applyDies("reseal");
    }

    @Test
    void aPurgeThatDiesAnywhereIsFinishedByTheNextRun() throws Exception {
        assertThat(given("purge-superseded")).isEqualTo(3);
        applyDies("purge-superseded");
    }

    @Test
    void aRestoreOfValuesThatDiesAnywhereIsFinishedByTheNext() throws Exception {
        given("reseal");
        restoreDies("reseal");
    }

    @Test
    void aRestoreOfRowsThatDiesAnywhereIsFinishedByTheNext() throws Exception {
        given("purge-superseded");
        restoreDies("purge-superseded");
    }

    private void applyDies(String mode) throws Exception {
        Snapshot start = snapshot();
        Books before = books();
        Death.Calls calls = Death.count(stack, () -> send(function(mode, Map.of()), apply()));
        Books whole = opened();
        assertThat(whole.journal()).hasSize(rows());
        assertThat(state()).isEqualTo("APPLIED");
        for (Death death : deaths("apply " + mode, SOME, calls)) {
            start.putBack();
            death.strike(stack, () -> send(function(mode, Map.of()), apply()));
            books().holdAll(before.tables());
            String was = state();
            letTheClaimExpire();
            finish(was, send(function(mode, Map.of()), apply()));
            assertThat(opened()).isEqualTo(whole);
            assertThat(state()).isEqualTo("APPLIED");
            books().holdAll(before.tables());
        }
    }

    private void restoreDies(String mode) throws Exception {
        Books before = books();
        finish("OPEN", send(function(mode, Map.of()), apply()));
        Snapshot start = snapshot();
        Death.Calls calls = Death.count(stack, () -> send(function(mode, Map.of()), restore()));
        Books whole = books();
        assertThat(whole.tables()).isEqualTo(before.tables());
        assertThat(whole.journal()).hasSize(rows()).allMatch(Books.Entry::restored);
        for (Death death : deaths("restore " + mode, SOME / 2, calls)) {
            start.putBack();
            ObjectNode asked = restore();
            death.strike(stack, () -> send(function(mode, Map.of()), asked));
            books().holdAll(before.tables());
            restoreRest(mode);
            assertThat(books().tables()).isEqualTo(whole.tables());
            assertThat(books().journal()).hasSize(rows()).allMatch(Books.Entry::restored);
            assertThat(state()).isEqualTo("APPLIED");
        }
    }

    private void restoreRest(String mode) throws IOException, SQLException {
        String rows = restore().path("rows").asText();
        JsonNode answer = send(function(mode, Map.of()), restore());
        assertThat(answer.path("outcome").asText()).as("%s", answer).isEqualTo("restored");
        assertThat(answer.path("restored").asText()).as("%s", answer).isEqualTo(rows);
    }

    /// Half of a sample among all calls, half from the first write on. Of calls that only look it
    /// is the same whether they took effect.
    private static List<Death> deaths(String what, int some, Death.Calls calls) {
        List<Death> deaths = new ArrayList<>();
        System.out.println("Dying in " + what + ", " + calls);
        if (ALL) {
            for (int call = 1; call <= calls.all(); call++) {
                deaths.add(new Death(call, new Fault.CutBefore()));
                if (call >= calls.firstWrite()) {
                    deaths.add(new Death(call, new Fault.CutAfter()));
                }
            }
        } else {
            long seed = Long.getLong("mend.seed", System.nanoTime() % 1_000_000);
            System.out.println("seed " + seed);
            Random random = new Random(seed);
            for (int i = 0; i < some; i++) {
                int from = i % 2 == 0 ? 1 : Math.min(calls.firstWrite(), calls.all());
                deaths.add(
                        new Death(
                                from + random.nextInt(calls.all() - from + 1),
                                random.nextBoolean()
                                        ? new Fault.CutBefore()
                                        : new Fault.CutAfter()));
            }
        }
        return deaths;
    }
}
