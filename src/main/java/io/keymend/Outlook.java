package io.keymend;

import io.keymend.alert.Incidents;
import io.keymend.denial.KeyArn;
import io.keymend.denial.LifecycleEvent;
import io.keymend.evidence.KeyProbe;
import io.keymend.evidence.KeyState;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Holding;
import io.keymend.verdict.Threat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which threats to keys were announced and are not over, by their causes in the incidents.
///
/// A cause is `ahead/KEY/PRODUCT/CLUSTER/DATABASE/KIND`, and behind it what tells one threat of a
/// kind from the next. It holds no install, so it stays the same when a newer one is recorded.
final class Outlook {
    private static final String AHEAD = "ahead/";

    /// A threat that stands is not announced again: a new one has a cause of its own.
    private static final Duration STANDS = Duration.ofDays(3_650);

    private final Incidents incidents;

    Outlook(Incidents incidents) {
        this.incidents = incidents;
    }

    /// What KMS answered about a key just now.
    record Look(KeyState state, KeyProbe.Own own, Instant at) {
        boolean usable() {
            return own instanceof KeyProbe.Own.Known;
        }
    }

    static String cause(Threat threat, LifecycleEvent.OfKey event, Holding holding) {
        String mark =
                switch (threat.kind()) {
                    case DELETION, MATERIAL_EXPIRES ->
                            "/" + threat.due().map(Instant::toString).orElse("");
                    case POLICY_CHANGED, UNSEEN -> "/" + event.source().id();
                    case DISABLED, MATERIAL_GONE, POLICY_REFUSES, DELETED -> "";
                };
        return place(event.key(), holding) + threat.kind() + mark;
    }

    private static String place(KeyArn key, Holding holding) {
        DatabaseRef database = holding.current().database();
        String cluster = database.clusterArn();
        return AHEAD
                + key
                + "/"
                + holding.current().product()
                + "/"
                + cluster.substring(cluster.lastIndexOf(':') + 1)
                + "/"
                + database.name()
                + "/";
    }

    /// Claims the right to announce a threat; nobody gets it while the threat stands.
    boolean claim(String cause, Instant now) {
        return incidents.claim(cause, 1, now, STANDS);
    }

    void announced(String cause, Instant now) {
        incidents.announced(cause, now);
    }

    void release(String cause) {
        incidents.release(cause);
    }

    /// Claims what was announced of a key in one place and is over; each is claimed by one only.
    List<String> claimOver(
            KeyArn key, Holding holding, Look look, Optional<LifecycleEvent.OfKey> event) {
        return incidents.open(place(key, holding)).stream()
                .filter(cause ->
                        kind(cause)
                                .map(kind -> kind.isOver(look.state(), look.usable(), event))
                                .orElse(false))
                .filter(cause -> incidents.claimEnd(cause, look.at()))
                .toList();
    }

    void over(List<String> causes) {
        causes.forEach(incidents::ended);
    }

    /// Another date takes the place of the one before, without a word.
    void supersede(String cause, KeyArn key, Holding holding) {
        Optional<Threat.Kind> dated = kind(cause).filter(Outlook::isDated);
        incidents.open(place(key, holding)).stream()
                .filter(other -> !other.equals(cause))
                .filter(other -> dated.isPresent() && kind(other).equals(dated))
                .forEach(incidents::ended);
    }

    private static boolean isDated(Threat.Kind kind) {
        return kind == Threat.Kind.DELETION || kind == Threat.Kind.MATERIAL_EXPIRES;
    }

    /// The keys with a threat that was announced and is not over.
    List<KeyArn> threatened() {
        return incidents.open(AHEAD).stream()
                .flatMap(cause -> key(cause).stream())
                .distinct()
                .toList();
    }

    private static Optional<KeyArn> key(String cause) {
        String[] parts = cause.substring(AHEAD.length()).split("/", 3);
        return parts.length == 3 ? KeyArn.parse(parts[0] + "/" + parts[1]) : Optional.empty();
    }

    static List<Threat.Kind> kinds(List<String> causes) {
        return causes.stream().flatMap(cause -> kind(cause).stream()).distinct().toList();
    }

    private static Optional<Threat.Kind> kind(String cause) {
        String[] parts = cause.split("/", -1);
        return parts.length < 7
                ? Optional.empty()
                : Arrays.stream(Threat.Kind.values())
                        .filter(kind -> kind.name().equals(parts[6]))
                        .findFirst();
    }
}
