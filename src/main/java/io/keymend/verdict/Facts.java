package io.keymend.verdict;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyRecord;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.Sealer;
import io.keymend.install.Install;
import io.keymend.install.Match;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What the rules ask of a case.
final class Facts {
    private final CaseFile file;
    private final StaleKeys stale;

    Facts(CaseFile file) {
        this.file = file;
        this.stale = StaleKeys.of(file);
    }

    Match match() {
        return file.match();
    }

    Evidence evidence() {
        return file.evidence();
    }

    List<StaleKey> keys() {
        return stale.keys();
    }

    /// The install whose tables were looked at.
    Optional<Install> current() {
        return switch (match()) {
            case Match.Current(var install, _, _) -> Optional.of(install);
            case Match.Former(var current, _, _) -> Optional.of(current);
            case Match.KeyUnnamed(var current, _) -> Optional.of(current);
            case Match.NotData _, Match.Ambiguous _, Match.Unknown _ -> Optional.empty();
        };
    }

    Optional<Verdict> unclear(String why) {
        return Optional.of(new Verdict.Unclear(why, keys()));
    }

    String amongTheRest(String doubt) {
        return stale() == 0 ? doubt + ", and no stale row is in the rest" : doubt;
    }

    long fine() {
        return evidence().rows(Sealer.Current.class::isInstance);
    }

    long unnamed() {
        return evidence().rows(Sealer.Foreign.class::isInstance);
    }

    long unresolved() {
        return evidence().rows(Sealer.Unresolved.class::isInstance);
    }

    /// Rows that the current key did not seal.
    long stale() {
        return unnamed() + evidence().rows(Sealer.Other.class::isInstance);
    }

    int unreadTables() {
        return evidence().unread().size();
    }

    /// Rows whose sealer nobody saw at work.
    long inferred() {
        return evidence()
                .rows(sealer ->
                        sealer instanceof Sealer.Other(_, var proof) && !proof.isPositive());
    }

    /// Rows of other keys of which KMS did not say that the current install's keys did not seal
    /// them.
    long neverAskedOfCurrent() {
        List<KeyArn> own = current().map(Install::dataKeys).orElse(List.of());
        Predicate<SealedGroup> unasked = group -> !evidence().isNotOf(group, own);
        return evidence().columns().stream()
                .flatMap(column -> column.groups().stream())
                .filter(group -> evidence().sealer(group) instanceof Sealer.Other)
                .filter(unasked)
                .mapToLong(SealedGroup::rows)
                .sum();
    }

    Optional<StaleKey> notProvedGone() {
        return keys().stream().filter(key -> !isGone(key)).findFirst();
    }

    /// A multi-Region key may live on in a Region that nobody named, so it is never proved gone.
    private boolean isGone(StaleKey stale) {
        KeyArn key = stale.key();
        boolean known =
                evidence().permissions().describes(key)
                        || file.record().deletionOf(key).isPresent();
        return stale.state() instanceof KeyState.Missing
                && !key.multiRegion()
                && known
                && stale.holder()
                        .filter(holder -> holder.account().equals(key.account()))
                        .isPresent();
    }

    Optional<Verdict> ownKeyUnknown() {
        return match() instanceof Match.Current(_, var key, _)
                        && evidence().state(key) instanceof KeyState.Missing
                ? unclear(
                        "KMS knows no key "
                                + key
                                + ", which is recorded as the current install's own")
                : Optional.empty();
    }

    Optional<Verdict> calledInTheWrongRegion() {
        Regions regions = new Regions(evidence());
        return switch (match()) {
            case Match.Current(var install, var key, _) ->
                    regions.absent(key)
                            .or(() -> calledElsewhere(key))
                            .map(wrong -> new Verdict.Misdirected(install, key, wrong));
            case Match.Former(var current, var key, _) ->
                    regions.absent(key).map(wrong -> new Verdict.Misdirected(current, key, wrong));
            case Match.KeyUnnamed _, Match.NotData _, Match.Ambiguous _, Match.Unknown _ ->
                    Optional.empty();
        };
    }

    Optional<Verdict> fineButCalledElsewhere() {
        return match() instanceof Match.KeyUnnamed(var current, _) && stale() == 0
                ? current.dataKeys().stream()
                        .flatMap(key ->
                                calledElsewhere(key)
                                        .<Verdict>map(wrong ->
                                                new Verdict.Misdirected(current, key, wrong))
                                        .stream())
                        .findFirst()
                : Optional.empty();
    }

    private Optional<Correction> calledElsewhere(KeyArn key) {
        return file.denial()
                .flatMap(denial -> new Regions(evidence()).elsewhere(key, denial.region()));
    }

    Optional<Verdict> askedByAMovedAlias() {
        return current()
                .flatMap(current ->
                        file.record().aliasMoves().stream()
                                .filter(move -> explains(move, current))
                                .findFirst()
                                .map(move ->
                                        new Verdict.Misdirected(
                                                current,
                                                move.from(),
                                                new Correction.AliasMoved(move))));
    }

    /// Whether the alias was taken, before the denial, from a key that sealed rows and works.
    private boolean explains(KeyRecord.AliasMove move, Install current) {
        return file.denial().filter(denial -> !move.at().isAfter(denial.time())).isPresent()
                && current.dataKeys().contains(move.to())
                && keys().stream()
                        .anyMatch(key ->
                                key.key().equals(move.from())
                                        && key.rows() > 0
                                        && key.state() instanceof KeyState.Enabled);
    }

    Optional<Verdict> rescuable() {
        return keys().stream().anyMatch(this::mayOpenSome)
                ? current().map(current -> new Verdict.Rescuable(current, keys(), unnamed()))
                : Optional.empty();
    }

    /// Whether some row may open with this key. One that no key on record is known to have sealed
    /// may be any key's.
    private boolean mayOpenSome(StaleKey key) {
        return !(key.state() instanceof KeyState.Missing) && key.rows() + unnamed() > 0;
    }
}
