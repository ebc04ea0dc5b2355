package io.keymend.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.profile.Profile;
import io.keymend.profile.SealedLocation;
import io.keymend.profile.SealedLocation.EmptyState;
import io.keymend.profile.SealedLocation.IfDeleted;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

/// What a profile lets be done to one of its columns.
final class AllowanceTest {
    @ParameterizedTest
    @CsvSource({
        "RECREATED, false, PURGE_GONE, DELETE",
        "RECREATED, true, PURGE_GONE, DELETE",
        "RECREATED, false, PURGE_SUPERSEDED, DELETE",
        "LOST, false, PURGE_GONE, DELETE",
        "LOST, true, PURGE_GONE, RESET",
        "LOST, false, PURGE_SUPERSEDED, ''",
        "LOST, true, PURGE_SUPERSEDED, ''",
        "FORBIDDEN, false, PURGE_GONE, ''",
        "FORBIDDEN, true, PURGE_GONE, RESET",
        "FORBIDDEN, false, PURGE_SUPERSEDED, ''",
        "FORBIDDEN, true, PURGE_SUPERSEDED, ''"
    })
    void whatIsLostIsWhatTheProfileAllows(
            IfDeleted ifDeleted, boolean hasEmptyState, Mode least, String effect) {
        Profile profile = profile(ifDeleted, hasEmptyState);
        assertThat(Allowance.loss(profile, FactsBuilder.COLUMN, least).map(Effect::name).orElse(""))
                .isEqualTo(effect);
    }

    @Test
    void whatNoProfileNamesIsNeverLost() {
        Profile none = Profile.unknown("spacelift");
        for (Mode least : List.of(Mode.PURGE_GONE, Mode.PURGE_SUPERSEDED)) {
            assertThat(Allowance.loss(none, FactsBuilder.COLUMN, least)).isEmpty();
            assertThat(Allowance.refusal(none, FactsBuilder.COLUMN, Effect.DELETE, least))
                    .contains("no profile names public.oidc_settings.client_secret");
        }
        assertThat(Allowance.refusal(none, FactsBuilder.COLUMN, Effect.RESEAL, Mode.RESEAL))
                .isEmpty();
    }

    @Test
    void oneForbiddenColumnForbidsTheRow() {
        SealedLocation forbidden =
                new SealedLocation(
                        "oidc_settings",
                        Optional.of("tenant"),
                        "tenant",
                        IfDeleted.FORBIDDEN,
                        "never");
        Profile profile =
                new Profile(
                        "spacelift",
                        "Spacelift",
                        "1",
                        List.of(
                                new SealedLocation(
                                        "oidc_settings",
                                        Optional.of("client_secret"),
                                        "sso",
                                        IfDeleted.RECREATED,
                                        ""),
                                forbidden),
                        List.of(),
                        List.of());
        assertThat(Allowance.refusal(profile, FactsBuilder.COLUMN, Effect.DELETE, Mode.PURGE_GONE))
                .contains("the profile forbids to delete from public.oidc_settings");
        assertThat(
                        Allowance.refusal(
                                profile,
                                FactsBuilder.column("other", "x"),
                                Effect.DELETE,
                                Mode.PURGE_GONE))
                .contains("no profile names public.other.x");
    }

    private static Profile profile(IfDeleted ifDeleted, boolean hasEmptyState) {
        return new Profile(
                "spacelift",
                "Spacelift",
                "1",
                List.of(
                        new SealedLocation(
                                "oidc_settings",
                                Optional.empty(),
                                "settings",
                                ifDeleted,
                                "warning",
                                Optional.empty(),
                                hasEmptyState
                                        ? Optional.of(new EmptyState(Optional.empty()))
                                        : Optional.empty())),
                List.of(),
                List.of());
    }
}
