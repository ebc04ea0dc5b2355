package io.keymend;

import io.keymend.alert.Alert;
import io.keymend.alert.AlertWriter;
import io.keymend.alert.Announcer;
import io.keymend.alert.Incidents;
import io.keymend.alert.NotAnnounced;
import io.keymend.alert.Report;
import io.keymend.denial.Denial;
import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.Install;
import io.keymend.install.Match;
import io.keymend.verdict.Verdict;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The way of one incident: inquire, and tell, unless that was done not long ago.
final class Investigation {
    private final Inquiry inquiry;
    private final Incidents incidents;
    private final Announcer announcer;
    private final InstantSource clock;
    private final Duration announceAgain;
    private final Strangers strangers;
    private final Next next;

    /// What follows an announcement.
    @FunctionalInterface
    interface Next {
        void after(Install current, Verdict verdict, BooleanSupplier timeIsUp);
    }

    Investigation(
            Inquiry inquiry,
            Incidents incidents,
            Announcer announcer,
            InstantSource clock,
            Duration announceAgain,
            Strangers strangers,
            Next next) {
        this.inquiry = inquiry;
        this.incidents = incidents;
        this.announcer = announcer;
        this.clock = clock;
        this.announceAgain = announceAgain;
        this.strangers = strangers;
        this.next = next;
    }

    /// Investigates denials that have one cause and announces the result, unless that was done not
    /// long ago.
    Outcome automatically(List<Denial> alike, BooleanSupplier timeIsUp) {
        try {
            Match match = inquiry.match(alike.getFirst());
            Optional<String> unwanted = unwanted(alike.getFirst(), match);
            if (unwanted.isPresent()) {
                return new Outcome.Ignored(unwanted.get());
            }
            String cause = cause(alike.getFirst(), match);
            if (!incidents.claim(cause, alike.size(), clock.instant(), announceAgain)) {
                return new Outcome.Folded(cause);
            }
            return announceClaimed(alike, match, cause, timeIsUp);
        } catch (HistoryUnavailable e) {
            return new Outcome.Deferred(String.valueOf(e.getMessage()));
        }
    }

    /// Investigates one denial that a person sent by hand, and always announces the result.
    Outcome onDemand(Denial denial, BooleanSupplier timeIsUp) {
        try {
            Match match = inquiry.match(denial);
            Report report = inquiry.report(List.of(denial), match, timeIsUp);
            return told(report, cause(denial, match)).outcome;
        } catch (HistoryUnavailable | NotAnnounced e) {
            return new Outcome.Deferred(String.valueOf(e.getMessage()));
        }
    }

    /// Why nobody wants to hear of a denial, if so. What a service cannot open for a stranger is
    /// the service's own value, in no database that Keymend could know.
    private Optional<String> unwanted(Denial denial, Match match) {
        if (!(match instanceof Match.Unknown)) {
            return Optional.empty();
        }
        if (denial.service().isPresent()) {
            return Optional.of("an AWS service on behalf of no install on record");
        }
        return strangers == Strangers.IGNORE
                ? Optional.of("a key or role of no install on record")
                : Optional.empty();
    }

    private Outcome announceClaimed(
            List<Denial> alike, Match match, String cause, BooleanSupplier timeIsUp) {
        try {
            Told told =
                    Claimed.announce(
                            () -> told(inquiry.report(alike, match, timeIsUp), cause),
                            () -> incidents.announced(cause, clock.instant()),
                            () -> incidents.release(cause));
            Inquiry.current(match)
                    .ifPresent(install -> next.after(install, told.verdict, timeIsUp));
            return told.outcome;
        } catch (NotAnnounced e) {
            return new Outcome.Deferred(String.valueOf(e.getMessage()));
        }
    }

    private record Told(Verdict verdict, Outcome outcome) {}

    private Told told(Report report, String cause) {
        Alert alert = AlertWriter.write(report, cause);
        return new Told(report.verdict(), new Outcome.Announced(announcer.announce(alert), alert));
    }

    /// What makes denials one incident: the install, the key or else the role, and the service that
    /// called, whose values are not the database's.
    static String cause(Denial denial, Match match) {
        Optional<Install> install = Inquiry.current(match);
        String subject = denial.key().map(KeyArn::toString).orElse("no key");
        String who =
                install.isPresent()
                        ? ""
                        : "/" + denial.principal().identity().map(IamArn::name).orElse("nobody");
        return install.map(Install::id).orElse("unknown")
                + "/"
                + subject
                + who
                + denial.service().map(Investigation::word).map(name -> "/" + name).orElse("");
    }

    /// A service's name comes from the event, so nothing but its letters is kept.
    private static String word(String service) {
        String word = service.replaceAll("[^A-Za-z0-9.]", "");
        return word.length() <= 64 ? word : word.substring(0, 64);
    }
}
