package io.keymend.remedy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What the guards decided about a plan, and the permit where every one of them passed.
///
/// The one place where permits are made.
public final class Clearance {
    /// How long a permit lasts: longer than one invocation can, and not much.
    static final Duration LASTS = Duration.ofMinutes(16);

    private final List<Finding> findings;
    private final Optional<Permit> permit;

    private Clearance(List<Finding> findings, Optional<Permit> permit) {
        this.findings = List.copyOf(findings);
        this.permit = permit;
    }

    /// Asks every guard whether the plan may be carried out.
    public static Clearance toMend(Facts facts) {
        Terms terms = facts.proposal().terms();
        return of(
                Arrays.stream(Guard.values()).map(guard -> guard.find(facts)).toList(),
                () ->
                        new Permit(
                                facts.proposal().plan(),
                                terms.mode(),
                                Permit.Purpose.MEND,
                                earlier(terms.expires(), facts.now().plus(LASTS))));
    }

    /// Asks whether what a plan changed may be put back.
    public static Clearance toRestore(RestoreFacts facts) {
        return of(
                Arrays.stream(RestoreGuard.values()).map(guard -> guard.find(facts)).toList(),
                () ->
                        new Permit(
                                facts.plan(),
                                facts.leave().mode(),
                                Permit.Purpose.RESTORE,
                                facts.now().plus(LASTS)));
    }

    /// Asks whether rows may be changed that a product seals with its own key.
    public static Clearance ofKeys(KeyFacts facts) {
        return of(
                Arrays.stream(KeyGuard.values()).map(guard -> guard.find(facts)).toList(),
                () ->
                        new Permit(
                                facts.plan(),
                                facts.least(),
                                Permit.Purpose.MEND,
                                facts.now().plus(LASTS)));
    }

    private static Clearance of(List<Finding> findings, Supplier<Permit> permit) {
        return new Clearance(
                findings,
                findings.stream().allMatch(Finding::passed)
                        ? Optional.of(permit.get())
                        : Optional.empty());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /// What every guard found, in the order of the guards.
    public List<Finding> findings() {
        return findings;
    }

    /// The guards that stand against it.
    public List<Finding> refusals() {
        return findings.stream().filter(finding -> !finding.passed()).toList();
    }

    /// Absent unless every guard passed.
    public Optional<Permit> permit() {
        return permit;
    }
}
