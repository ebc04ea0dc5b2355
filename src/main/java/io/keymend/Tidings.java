package io.keymend;

import io.keymend.alert.Alert;
import io.keymend.alert.Announcer;
import io.keymend.alert.OutageAhead;
import io.keymend.alert.OutageAheadWriter;
import io.keymend.alert.OutageOver;
import io.keymend.alert.OutageOverWriter;
import io.keymend.denial.KeyArn;
import io.keymend.denial.KeyChange;
import io.keymend.denial.LifecycleEvent;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.Examiner;
import io.keymend.install.Holding;
import io.keymend.install.KeyRole;
import io.keymend.install.KeyTimeline;
import io.keymend.profile.Profile;
import io.keymend.profile.Profiles;
import io.keymend.verdict.Threat;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Announces threats to keys and their ends, each once.
final class Tidings {
    private final Profiles profiles;
    private final Examiner examiner;
    private final Outlook outlook;
    private final Announcer announcer;

    Tidings(Profiles profiles, Examiner examiner, Outlook outlook, Announcer announcer) {
        this.profiles = profiles;
        this.examiner = examiner;
        this.outlook = outlook;
        this.announcer = announcer;
    }

    /// A threat to a key in one product and database, as it was found just now.
    record Ahead(
            LifecycleEvent.OfKey event,
            Threat threat,
            Holding holding,
            KeyTimeline timeline,
            Outlook.Look look) {
        /// A deletion that is cancelled leaves the key disabled, and the news of its end says that
        /// too.
        boolean isToldWithTheEnd() {
            return threat.kind() == Threat.Kind.DISABLED
                    && event.change() == KeyChange.DELETION_CANCELLED;
        }

        String cause() {
            return Outlook.cause(threat, event, holding);
        }
    }

    /// Lets a threat stand that was told along with something else.
    Optional<Outcome> standing(Ahead ahead) {
        if (outlook.claim(ahead.cause(), ahead.look.at())) {
            outlook.announced(ahead.cause(), ahead.look.at());
        }
        return Optional.empty();
    }

    /// Takes the census and announces a threat, unless it stands already.
    ///
    /// @param always whether somebody waits for the answer
    Optional<Outcome> ahead(Ahead ahead, boolean always, BooleanSupplier timeIsUp) {
        if (always) {
            return Optional.of(announce(alert(ahead, timeIsUp)));
        }
        String cause = ahead.cause();
        if (!outlook.claim(cause, ahead.look.at())) {
            return Optional.of(new Outcome.Folded(cause));
        }
        return Optional.of(
                Claimed.announce(
                        () -> announce(alert(ahead, timeIsUp)),
                        () -> {
                            outlook.announced(cause, ahead.look.at());
                            outlook.supersede(cause, ahead.event.key(), ahead.holding);
                        },
                        () -> outlook.release(cause)));
    }

    private Outcome announce(Alert alert) {
        return new Outcome.Announced(announcer.announce(alert), alert);
    }

    private Alert alert(Ahead ahead, BooleanSupplier timeIsUp) {
        Profile profile = profile(ahead.holding);
        return OutageAheadWriter.write(
                new OutageAhead(
                        ahead.event,
                        ahead.timeline,
                        ahead.holding,
                        profile.title(),
                        ahead.look.state(),
                        ahead.threat,
                        evidence(ahead, profile, timeIsUp),
                        ahead.look.at()),
                ahead.cause());
    }

    private Evidence evidence(Ahead ahead, Profile profile, BooleanSupplier timeIsUp) {
        return ahead.holding.role() == KeyRole.DATA
                ? examiner.examine(
                        ahead.holding.current(),
                        profile,
                        ahead.holding.otherKeys(ahead.event.key()),
                        ahead.look.at(),
                        timeIsUp)
                : Evidence.none("the key seals no values in the database");
    }

    private Profile profile(Holding holding) {
        String product = holding.current().product();
        return profiles.of(product).orElseGet(() -> Profile.unknown(product));
    }

    /// Announces in one message what stood and is over.
    Optional<Outcome> over(
            KeyArn key, Holding holding, Outlook.Look look, Optional<LifecycleEvent.OfKey> event) {
        List<String> causes = outlook.claimOver(key, holding, look, event);
        if (causes.isEmpty()) {
            return Optional.empty();
        }
        OutageOver over =
                new OutageOver(
                        key,
                        holding,
                        profile(holding).title(),
                        look.state(),
                        Outlook.kinds(causes),
                        because(event),
                        look.at());
        return Optional.of(
                Claimed.announce(
                        () -> announce(OutageOverWriter.write(over, causes.getFirst())),
                        () -> outlook.over(causes),
                        () -> causes.forEach(outlook::release)));
    }

    private static String because(Optional<LifecycleEvent.OfKey> event) {
        return event.map(known ->
                        "the key was "
                                + known.change().words()
                                + " at "
                                + known.source().time()
                                + ", and KMS's answer")
                .orElse("KMS's answer");
    }
}
