package io.keymend.remedy;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.denial.Refusal;
import io.keymend.evidence.KeyReading;
import io.keymend.evidence.KeyState;
import io.keymend.install.Install;
import io.keymend.profile.VendorStep;
import io.keymend.verdict.StaleKey;
import io.keymend.verdict.Verdict;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The remedies for a verdict, least loss first. A pure function.
///
/// Only [Verdict.Lost] leads to a deletion, and [SupersededPurge] where the operator has consented.
public final class Ranking {
    private final Situation situation;

    private Ranking(Situation situation) {
        this.situation = situation;
    }

    public static List<Remedy> of(Verdict verdict, Situation situation) {
        return new Ranking(situation)
                .of(verdict)
                .sorted(Comparator.comparing(Remedy::loss))
                .toList();
    }

    private Stream<Remedy> of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.AccessMissing missing -> access(missing);
            case Verdict.Misdirected wrong -> Corrections.of(wrong, situation).stream();
            case Verdict.Rescuable(var current, var keys, _) -> rescue(current, keys);
            case Verdict.Lost lost -> lost(lost);
            case Verdict.NothingStale(var current, _) -> elsewhere(current);
            case Verdict.NotTheDatabase(var install, var key, _) ->
                    Stream.of(Advice.otherKey(install, key));
            case Verdict.Stranger _ -> Stream.of(Advice.recordInstall());
            case Verdict.Unclear(_, var keys) -> unclear(keys);
        };
    }

    private Stream<Remedy> access(Verdict.AccessMissing missing) {
        KeyArn key = missing.key();
        boolean denied = situation.denial().refusal() == Refusal.ACCESS_DENIED;
        return Stream.of(
                        missing.state() instanceof KeyState.Hidden
                                ? Stream.<Remedy>empty()
                                : rescue("the current key", key, List.of()),
                        refused()
                                .filter(role -> !missing.install().runsAs(role))
                                .map(Advice::stillRuns),
                        denied
                                ? grantee(missing.install()).map(role -> statement(role, key))
                                : Stream.<Remedy>empty(),
                        Advice.state(missing, denied).stream())
                .flatMap(remedies -> remedies);
    }

    private Remedy statement(IamArn role, KeyArn key) {
        return new MissingStatement(role, key).of(situation.denial().policy());
    }

    private Stream<Remedy> rescue(Install current, List<StaleKey> keys) {
        return Stream.of(
                        keys.stream()
                                .flatMap(key -> rescue("the old key", key.key(), current.roles())),
                        keys.stream()
                                .filter(key -> !(key.state() instanceof KeyState.Missing))
                                .flatMap(key ->
                                        current.dataKeys().stream()
                                                .limit(1)
                                                .map(to -> Resealing.of(key, to, current))),
                        vendor(_ -> true),
                        new SupersededPurge(current, situation.profile(), situation.evidence())
                                .in(situation.mode()).stream())
                .flatMap(remedies -> remedies);
    }

    private Stream<Remedy> lost(Verdict.Lost lost) {
        List<String> ruledOut =
                Stream.concat(
                                lost.keys().stream().map(this::gone),
                                Stream.of(
                                        "Giving access or re-sealing: both need the key that is"
                                                + " gone."))
                        .toList();
        return Stream.concat(
                        vendor(step -> !step.needsOldKey()),
                        RowDeletion.of(lost, situation.profile(), situation.evidence()).stream())
                .map(remedy -> remedy.because(ruledOut));
    }

    private String gone(StaleKey key) {
        String asked =
                "Bringing back "
                        + key.key()
                        + ": KMS knows no such key in Region "
                        + key.key().region()
                        + " of account "
                        + key.key().account();
        return situation
                .record()
                .deletionOf(key.key())
                .map(deletion -> asked + ", and deleted it on " + deletion.at() + ".")
                .orElse(asked + ", where it describes others.");
    }

    /// A deletion that is under way is stopped first, whatever else is unknown.
    private Stream<Remedy> unclear(List<StaleKey> keys) {
        return Stream.concat(
                keys.stream()
                        .filter(key ->
                                key.state() instanceof KeyState.PendingDeletion
                                        || key.state() instanceof KeyState.PendingReplicaDeletion)
                        .flatMap(key -> rescue("the old key", key.key(), List.of())),
                Stream.of(Advice.changeNothing(keys)));
    }

    /// A denial that names no key may be the current key's.
    private Stream<Remedy> elsewhere(Install current) {
        return Stream.concat(
                Stream.of(Advice.lookElsewhere()),
                situation.denial().key().isPresent()
                        ? Stream.empty()
                        : grantee(current)
                                .flatMap(role ->
                                        current.dataKeys().stream()
                                                .limit(1)
                                                .map(key -> statement(role, key)))
                                .map(remedy ->
                                        remedy.needing(
                                                "The refused value is one of the current key's.")));
    }

    private Stream<Remedy> rescue(String called, KeyArn key, List<IamArn> grantees) {
        KeyReading reading = situation.evidence().reading(key);
        return new KeyRescue(called, key, reading, grantees, situation.now()).remedy().stream();
    }

    private Stream<Remedy> vendor(Predicate<VendorStep> possible) {
        return situation.profile().vendorSteps().stream().filter(possible).map(Ranking::vendor);
    }

    private static Remedy vendor(VendorStep step) {
        Loss loss =
                switch (step.cost()) {
                    case NOTHING -> Loss.NOTHING;
                    case ACCESS -> Loss.ACCESS;
                    case SECRET -> Loss.SECRET;
                };
        return Remedy.of(Act.VENDOR, step.title(), loss)
                .noting(step.how(), "Documented at " + step.source())
                .by(step.commands());
    }

    private Stream<IamArn> refused() {
        return situation.denial().principal().identity().stream();
    }

    /// The refused role as the install records it: a session's ARN hides the role's path.
    private Stream<IamArn> grantee(Install install) {
        return refused()
                .map(role ->
                        install.roles().stream().filter(role::sameAs).findFirst().orElse(role));
    }
}
