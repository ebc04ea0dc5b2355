package io.keymend.install;

import static io.keymend.testing.InstallBuilder.current;
import static io.keymend.testing.InstallBuilder.former;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.testing.Ids;
import io.keymend.testing.InstallBuilder;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

final class HoldingTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");

    @Test
    void aFormerInstallsKeyIsHeldForTheDatabaseOfTheCurrentOne() {
        Holding holding = only(List.of(former(), current()));
        assertThat(holding)
                .isEqualTo(new Holding(former(), KeyRole.DATA, current(), List.of(former())));
        assertThat(holding.otherKeys(Ids.FORMER_KEY)).containsExactly(Ids.FORMER_KEY);
        assertThat(only(List.of(former(), current())).otherKeys(Ids.STRANGER_KEY))
                .containsExactly(Ids.STRANGER_KEY, Ids.FORMER_KEY);
    }

    @Test
    void aKeyTwoProductsShareIsHeldTwice() {
        Install other =
                new InstallBuilder("semaphore-1")
                        .product("semaphore")
                        .database("semaphore")
                        .key(Ids.FORMER_KEY, KeyRole.MASTER)
                        .build();
        assertThat(Holding.of(Ids.FORMER_KEY, List.of(former(), current(), other), NOW))
                .extracting(Holding::role)
                .containsExactly(KeyRole.MASTER, KeyRole.DATA);
    }

    @Test
    void whoSealedDataWithItComesBeforeWhoOnlySigned() {
        Install signer = new InstallBuilder("signer").key(Ids.FORMER_KEY, KeyRole.SIGNING).build();
        assertThat(only(List.of(former(), signer)).holder()).isEqualTo(former());
    }

    @Test
    void whatStacksTellHoldsNothingAndIsNotCurrent() {
        Install derived =
                new InstallBuilder("derived")
                        .key(Ids.STRANGER_KEY, KeyRole.DATA)
                        .from("2026-11-20T00:00:00Z")
                        .derived()
                        .build();
        List<Install> history = List.of(former(), current(), derived);
        assertThat(Holding.of(Ids.STRANGER_KEY, history, NOW)).isEmpty();
        Holding holding = only(history);
        assertThat(holding.current()).isEqualTo(current());
        assertThat(holding.otherKeys(Ids.FORMER_KEY))
                .containsExactly(Ids.FORMER_KEY, Ids.STRANGER_KEY);
    }

    @Test
    void whereAllAreGoneTheNewestStandsForTheDatabase() {
        assertThat(only(List.of(former())).current()).isEqualTo(former());
    }

    private static Holding only(List<Install> history) {
        List<Holding> holdings = Holding.of(Ids.FORMER_KEY, history, NOW);
        assertThat(holdings).hasSize(1);
        return holdings.getFirst();
    }
}
