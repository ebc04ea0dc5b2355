package io.keymend;

import io.keymend.alert.Alert;
import io.keymend.alert.Announcer;
import io.keymend.alert.NotAnnounced;
import io.keymend.alert.OutageAhead;
import io.keymend.alert.OutageAheadWriter;
import io.keymend.alert.OutageOver;
import io.keymend.alert.OutageOverWriter;
import io.keymend.denial.KeyArn;
import io.keymend.denial.KeyChange;
import io.keymend.denial.LifecycleEvent;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.Examiner;
import io.keymend.evidence.KeyProbe;
import io.keymend.evidence.KeyState;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.Holding;
import io.keymend.install.InstallHistory;
import io.keymend.install.KeyRole;
import io.keymend.install.KeyTimeline;
import io.keymend.install.LifecycleLog;
import io.keymend.profile.Profile;
import io.keymend.profile.Profiles;
import io.keymend.verdict.Threat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Watches the keys that installs hold: tells of an outage before it comes, and when it no longer
/// will.
///
/// An event only draws attention to a key; what is told is what KMS and the tables answer. So
/// events may be lost, late, twice or forged, and what is announced is still so.
final class Lookout {
    private final InstallHistory history;
    private final LifecycleLog log;
    private final Profiles profiles;
    private final Examiner examiner;
    private final KeyProbe keys;
    private final Outlook outlook;
    private final Announcer announcer;
    private final InstantSource clock;

    Lookout(
            InstallHistory history,
            LifecycleLog log,
            Profiles profiles,
            Examiner examiner,
            KeyProbe keys,
            Outlook outlook,
            Announcer announcer,
            InstantSource clock) {
        this.history = history;
        this.log = log;
        this.profiles = profiles;
        this.examiner = examiner;
        this.keys = keys;
        this.outlook = outlook;
        this.announcer = announcer;
        this.clock = clock;
    }

    /// Keeps an event that the queue delivered and tells what it leads to, unless that was told.
    List<Outcome> automatically(LifecycleEvent event, BooleanSupplier timeIsUp) {
        return orDeferred(() -> {
            log.keep(event);
            return look(event, false, timeIsUp);
        });
    }

    /// Tells what an event leads to that a person sent by hand. It is not kept: the history is made
    /// of what AWS delivered.
    List<Outcome> onDemand(LifecycleEvent event, BooleanSupplier timeIsUp) {
        return orDeferred(() -> look(event, true, timeIsUp));
    }

    /// Looks again at every key with a threat that was announced, and tells of those that are over.
    List<Outcome> again() {
        return orDeferred(() -> {
            List<Outcome> outcomes = new ArrayList<>();
            for (KeyArn key : outlook.threatened()) {
                Outlook.Look look = look(key);
                for (Holding holding : Holding.of(key, history.all(), look.at())) {
                    over(key, holding, look, Optional.empty()).ifPresent(outcomes::add);
                }
            }
            return outcomes;
        });
    }

    private interface Work {
        List<Outcome> run();
    }

    private static List<Outcome> orDeferred(Work work) {
        try {
            return work.run();
        } catch (HistoryUnavailable | NotAnnounced e) {
            return List.of(new Outcome.Deferred(String.valueOf(e.getMessage())));
        }
    }

    private List<Outcome> look(LifecycleEvent event, boolean always, BooleanSupplier timeIsUp) {
        return switch (event) {
            case LifecycleEvent.OfStack _, LifecycleEvent.OfResource _ ->
                    List.of(new Outcome.Noted("an event of a stack, for the install history"));
            case LifecycleEvent.OfKey of when !Threat.concerns(of.change()) ->
                    List.of(new Outcome.Noted("an event that threatens no value"));
            case LifecycleEvent.OfKey of -> atKey(of, always, timeIsUp);
        };
    }

    private List<Outcome> atKey(
            LifecycleEvent.OfKey event, boolean always, BooleanSupplier timeIsUp) {
        List<Holding> holdings = Holding.of(event.key(), history.all(), clock.instant());
        if (holdings.isEmpty()) {
            return List.of(new Outcome.Noted("no install on record holds the key"));
        }
        Outlook.Look look = look(event.key());
        Optional<Threat> threat = Threat.of(event, look.state(), look.own(), look.at());
        List<Outcome> outcomes = new ArrayList<>();
        for (Holding holding : holdings) {
            Optional<Outcome> over = over(event.key(), holding, look, Optional.of(event));
            over.ifPresent(outcomes::add);
            threat.flatMap(found ->
                            over.isPresent() && toldWithTheEnd(found, event)
                                    ? standing(found, event, holding, look)
                                    : ahead(found, event, holding, look, always, timeIsUp))
                    .ifPresent(outcomes::add);
        }
        return outcomes.isEmpty()
                ? List.of(new Outcome.Noted("the key is as it should be"))
                : outcomes;
    }

    /// Whether KMS lets Keymend use the key is asked only where the state allows its use.
    private Outlook.Look look(KeyArn key) {
        KeyState state = keys.state(key);
        return new Outlook.Look(
                state,
                state instanceof KeyState.Enabled
                        ? keys.ownFingerprint(key)
                        : new KeyProbe.Own.Unknown("the key's state forbids its use"),
                clock.instant());
    }

    /// A deletion that is cancelled leaves the key disabled, and the news of its end says that too.
    private static boolean toldWithTheEnd(Threat threat, LifecycleEvent.OfKey event) {
        return threat.kind() == Threat.Kind.DISABLED
                && event.change() == KeyChange.DELETION_CANCELLED;
    }

    private Optional<Outcome> standing(
            Threat threat, LifecycleEvent.OfKey event, Holding holding, Outlook.Look look) {
        String cause = Outlook.cause(threat, event, holding);
        if (outlook.claim(cause, look.at())) {
            outlook.announced(cause, look.at());
        }
        return Optional.empty();
    }

    private Optional<Outcome> ahead(
            Threat threat,
            LifecycleEvent.OfKey event,
            Holding holding,
            Outlook.Look look,
            boolean always,
            BooleanSupplier timeIsUp) {
        String cause = Outlook.cause(threat, event, holding);
        if (always) {
            return Optional.of(announce(alert(threat, event, holding, look, cause, timeIsUp)));
        }
        if (!outlook.claim(cause, look.at())) {
            return Optional.of(new Outcome.Folded(cause));
        }
        boolean announced = false;
        try {
            Outcome outcome = announce(alert(threat, event, holding, look, cause, timeIsUp));
            announced = true;
            outlook.announced(cause, look.at());
            outlook.supersede(cause, event.key(), holding);
            return Optional.of(outcome);
        } finally {
            if (!announced) {
                outlook.release(cause);
            }
        }
    }

    private Outcome announce(Alert alert) {
        return new Outcome.Announced(announcer.announce(alert), alert);
    }

    private Alert alert(
            Threat threat,
            LifecycleEvent.OfKey event,
            Holding holding,
            Outlook.Look look,
            String cause,
            BooleanSupplier timeIsUp) {
        Profile profile = profile(holding);
        Evidence evidence =
                holding.role() == KeyRole.DATA
                        ? examiner.examine(
                                holding.current(),
                                profile,
                                holding.otherKeys(event.key()),
                                timeIsUp)
                        : Evidence.none("the key seals no values in the database");
        return OutageAheadWriter.write(
                new OutageAhead(
                        event,
                        KeyTimeline.of(log.ofKey(event.key())),
                        holding,
                        profile.title(),
                        look.state(),
                        threat,
                        evidence,
                        look.at()),
                cause);
    }

    private Profile profile(Holding holding) {
        String product = holding.current().product();
        return profiles.of(product).orElseGet(() -> Profile.unknown(product));
    }

    /// Announces what is over, in one message.
    private Optional<Outcome> over(
            KeyArn key, Holding holding, Outlook.Look look, Optional<LifecycleEvent.OfKey> event) {
        List<String> causes = outlook.claimOver(key, holding, look, event);
        if (causes.isEmpty()) {
            return Optional.empty();
        }
        boolean announced = false;
        try {
            Outcome outcome =
                    announce(
                            OutageOverWriter.write(
                                    news(key, holding, look, event, causes), causes.getFirst()));
            announced = true;
            outlook.over(causes);
            return Optional.of(outcome);
        } finally {
            if (!announced) {
                causes.forEach(outlook::release);
            }
        }
    }

    private OutageOver news(
            KeyArn key,
            Holding holding,
            Outlook.Look look,
            Optional<LifecycleEvent.OfKey> event,
            List<String> causes) {
        return new OutageOver(
                key,
                holding,
                profile(holding).title(),
                look.state(),
                causes.stream().flatMap(cause -> Outlook.kind(cause).stream()).toList(),
                event.map(known ->
                                "the key was "
                                        + known.change().words()
                                        + " at "
                                        + known.source().time()
                                        + ", and KMS's answer")
                        .orElse("KMS's answer"),
                look.at());
    }
}
