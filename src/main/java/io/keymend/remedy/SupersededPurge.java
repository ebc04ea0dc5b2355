package io.keymend.remedy;

import io.keymend.evidence.Canary;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.Sealer;
import io.keymend.install.Install;
import io.keymend.profile.Profile;
import io.keymend.profile.SealedLocation;
import io.keymend.profile.SealedLocation.IfDeleted;

import java.util.List;
import java.util.Optional;

/// The one removal of rows that a key may still open: the operator has consented to it beforehand,
/// the product makes the rows anew by itself, KMS says that the current key did not seal them, and
/// each is journaled.
record SupersededPurge(Install current, Profile profile, Evidence evidence) {
    /// Nothing where a single condition is missing.
    Optional<Remedy> in(Mode mode) {
        List<ColumnCensus> columns =
                evidence.columns().stream().filter(this::isSuperseded).toList();
        return mode == Mode.PURGE_SUPERSEDED && everythingWasSeen() && !columns.isEmpty()
                ? Optional.of(remedy(columns))
                : Optional.empty();
    }

    /// A database that could not be read at all has no columns to offer.
    private boolean everythingWasSeen() {
        return evidence.canary() instanceof Canary.Passed && evidence.unread().isEmpty();
    }

    private boolean isSuperseded(ColumnCensus column) {
        return isRecreated(column)
                && !column.keyColumns().isEmpty()
                && column.groups().stream().anyMatch(this::isSuperseded);
    }

    private boolean isSuperseded(SealedGroup group) {
        return evidence.sealer(group) instanceof Sealer.Other(_, var proof)
                && proof.isPositive()
                && evidence.isNotOf(group, current.dataKeys());
    }

    /// What any entry forbids about a table holds for all of it.
    private boolean isRecreated(ColumnCensus column) {
        String table = column.column().table().table();
        return profile.location(table, column.column().column())
                        .map(SealedLocation::ifDeleted)
                        .filter(IfDeleted.RECREATED::equals)
                        .isPresent()
                && profile.locations().stream()
                        .filter(place -> place.table().equals(table))
                        .noneMatch(place -> place.ifDeleted() == IfDeleted.FORBIDDEN);
    }

    private Remedy remedy(List<ColumnCensus> columns) {
        return Remedy.of(
                        Act.PURGE,
                        "Purge the former install's rows that the product makes anew by itself",
                        Loss.ROW)
                .needing(
                        "Mode "
                                + Mode.PURGE_SUPERSEDED
                                + ", which the operator has set; a journal row for each row that"
                                + " goes.")
                .noting(
                        columns.stream()
                                .map(column ->
                                        column.column()
                                                + ": "
                                                + rows(superseded(column))
                                                + " with a value the current key did not seal")
                                .toList());
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }

    private long superseded(ColumnCensus column) {
        return column.groups().stream()
                .filter(this::isSuperseded)
                .mapToLong(SealedGroup::rows)
                .sum();
    }
}
