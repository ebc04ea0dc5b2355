package io.keymend.remedy;

import io.keymend.evidence.ColumnName;
import io.keymend.profile.Profile;
import io.keymend.profile.SealedLocation;
import io.keymend.profile.SealedLocation.IfDeleted;

import java.util.Optional;
import java.util.stream.Stream;

/// What a product's profile allows to be done to a column.
public final class Allowance {
    private Allowance() {}

    /// Why a profile does not allow it; nothing where it does. A re-seal loses nothing and needs no
    /// leave of a profile. Anything else needs a profile that names the column.
    ///
    /// @param least the least mode that asks for it
    public static Optional<String> refusal(
            Profile profile, ColumnName column, Effect effect, Mode least) {
        Optional<SealedLocation> place = place(profile, column);
        return switch (effect) {
            case RESEAL -> Optional.empty();
            case RESET ->
                    place.flatMap(SealedLocation::emptyState).isEmpty()
                            ? Optional.of("the profile names no empty state of " + column)
                            : superseded(column, place, least);
            case DELETE ->
                    isForbidden(profile, column)
                            ? Optional.of("the profile forbids to delete from " + column.table())
                            : superseded(column, place, least);
        };
    }

    /// What to do to a column whose values are to be lost; nothing where the profile allows
    /// neither.
    public static Optional<Effect> loss(Profile profile, ColumnName column, Mode least) {
        Effect first = isRecreated(place(profile, column)) ? Effect.DELETE : Effect.RESET;
        Effect second = first == Effect.DELETE ? Effect.RESET : Effect.DELETE;
        return Stream.of(first, second)
                .filter(effect -> refusal(profile, column, effect, least).isEmpty())
                .findFirst();
    }

    /// What a profile says of a column.
    public static Optional<SealedLocation> place(Profile profile, ColumnName column) {
        return profile.location(column.table().table(), column.column());
    }

    static boolean isRecreated(Optional<SealedLocation> place) {
        return place.map(SealedLocation::ifDeleted).equals(Optional.of(IfDeleted.RECREATED));
    }

    private static Optional<String> superseded(
            ColumnName column, Optional<SealedLocation> place, Mode least) {
        if (place.isEmpty()) {
            return Optional.of("no profile names " + column);
        }
        return least == Mode.PURGE_SUPERSEDED && !isRecreated(place)
                ? Optional.of("the product does not make rows of " + column + " anew")
                : Optional.empty();
    }

    /// One forbidden column forbids its whole table: the row goes with all it holds.
    private static boolean isForbidden(Profile profile, ColumnName column) {
        return profile.locations().stream()
                .filter(place -> place.table().equals(column.table().table()))
                .anyMatch(place -> place.ifDeleted() == IfDeleted.FORBIDDEN);
    }
}
