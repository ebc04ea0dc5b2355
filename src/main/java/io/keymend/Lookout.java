package io.keymend;

import io.keymend.alert.Announcer;
import io.keymend.alert.NotAnnounced;
import io.keymend.denial.KeyArn;
import io.keymend.denial.KeyChange;
import io.keymend.denial.LifecycleEvent;
import io.keymend.evidence.Examiner;
import io.keymend.evidence.KeyProbe;
import io.keymend.evidence.KeyState;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.Holding;
import io.keymend.install.InstallHistory;
import io.keymend.install.KeyTimeline;
import io.keymend.install.LifecycleLog;
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
    private final KeyProbe keys;
    private final Outlook outlook;
    private final Tidings tidings;
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
        this.keys = keys;
        this.outlook = outlook;
        this.tidings = new Tidings(profiles, examiner, outlook, announcer);
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
                    tidings.over(key, holding, look, Optional.empty()).ifPresent(outcomes::add);
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
        KeyTimeline timeline = KeyTimeline.of(log.ofKey(event.key()));
        if (isOvertaken(event, timeline)) {
            return List.of(new Outcome.Noted("a later event of the same kind is known"));
        }
        Optional<Threat> threat = Threat.of(event, look.state(), look.own(), look.at());
        List<Outcome> outcomes = new ArrayList<>();
        for (Holding holding : holdings) {
            Optional<Outcome> over = tidings.over(event.key(), holding, look, Optional.of(event));
            over.ifPresent(outcomes::add);
            threat.map(found -> new Tidings.Ahead(event, found, holding, timeline, look))
                    .flatMap(ahead ->
                            over.isPresent() && ahead.isToldWithTheEnd()
                                    ? tidings.standing(ahead)
                                    : tidings.ahead(ahead, always, timeIsUp))
                    .ifPresent(outcomes::add);
        }
        return outcomes.isEmpty()
                ? List.of(new Outcome.Noted("the key is as it should be"))
                : outcomes;
    }

    /// What a policy or imported material is now, its latest event says; KMS is asked for the rest.
    private static boolean isOvertaken(LifecycleEvent.OfKey event, KeyTimeline timeline) {
        return (event.change() == KeyChange.POLICY_CHANGED
                        || event.change() == KeyChange.MATERIAL_IMPORTED)
                && timeline.only(event.key()).events().stream()
                        .filter(known -> known.change() == event.change())
                        .anyMatch(known -> LifecycleEvent.IN_ORDER.compare(known, event) > 0);
    }

    /// Whether KMS lets Keymend use the key is asked only where the state allows its use.
    private Outlook.Look look(KeyArn key) {
        KeyState state = keys.read(key).state();
        return new Outlook.Look(
                state,
                state instanceof KeyState.Enabled
                        ? keys.ownFingerprint(key)
                        : new KeyProbe.Own.Unknown("the key's state forbids its use"),
                clock.instant());
    }
}
