package io.keymend;

import io.keymend.alert.Alert;
import io.keymend.alert.Announcer;
import io.keymend.alert.DoctorAlert;
import io.keymend.alert.DoctorReport;
import io.keymend.alert.Incidents;
import io.keymend.alert.NotAnnounced;
import io.keymend.doctor.Doctor;
import io.keymend.doctor.Examination;
import io.keymend.doctor.Symptom;
import io.keymend.doctor.WaysOut;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.Install;
import io.keymend.install.InstallHistory;
import io.keymend.install.OwnKey;
import io.keymend.profile.Profile;
import io.keymend.profile.Profiles;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The way from a line of a product's log to the alert that says which row, which key, which step.
final class Surgery {
    private final InstallHistory history;
    private final Profiles profiles;
    private final Doctor doctor;
    private final Incidents incidents;
    private final Announcer announcer;
    private final InstantSource clock;
    private final Duration announceAgain;

    Surgery(
            InstallHistory history,
            Profiles profiles,
            Doctor doctor,
            Incidents incidents,
            Announcer announcer,
            InstantSource clock,
            Duration announceAgain) {
        this.history = history;
        this.profiles = profiles;
        this.doctor = doctor;
        this.incidents = incidents;
        this.announcer = announcer;
        this.clock = clock;
        this.announceAgain = announceAgain;
    }

    /// Examines the install that logs into a group, and announces what it finds, unless that was
    /// done not long ago.
    ///
    /// @param alike symptoms of one log group, the first one first
    Outcome automatically(List<Symptom> alike, BooleanSupplier timeIsUp) {
        try {
            return ofGroup(alike.getFirst().logGroup())
                    .map(install -> announced(install, alike, timeIsUp))
                    .orElseGet(() ->
                            new Outcome.Ignored("a log group that no install on record logs to"));
        } catch (HistoryUnavailable e) {
            return new Outcome.Deferred(String.valueOf(e.getMessage()));
        }
    }

    /// What is found over an install that somebody asks about; it is told to nobody else.
    ///
    /// @return nothing where no such install is on record, or where it has no key of its own
    /// @throws HistoryUnavailable where the history cannot be read
    Optional<Alert> asked(String id, BooleanSupplier timeIsUp) {
        return history.find(id)
                .filter(install -> install.ownKey().isPresent())
                .map(install -> alert(install, Optional.empty(), 0, timeIsUp));
    }

    /// The install that logs there now; where several do, the one that was installed last.
    private Optional<Install> ofGroup(String logGroup) {
        Instant now = clock.instant();
        return history.all().stream()
                .filter(install ->
                        install.ownKey().flatMap(OwnKey::logGroup).equals(Optional.of(logGroup)))
                .filter(install -> !install.tenure().endedBy(now))
                .max(Comparator.comparing(Install::installedAt));
    }

    private Outcome announced(Install install, List<Symptom> alike, BooleanSupplier timeIsUp) {
        String cause = "doctor/" + install.id();
        if (!incidents.claim(cause, alike.size(), clock.instant(), announceAgain)) {
            return new Outcome.Folded(cause);
        }
        try {
            return Claimed.announce(
                    () -> told(install, alike, timeIsUp),
                    () -> incidents.announced(cause, clock.instant()),
                    () -> incidents.release(cause));
        } catch (NotAnnounced e) {
            return new Outcome.Deferred(String.valueOf(e.getMessage()));
        }
    }

    private Outcome told(Install install, List<Symptom> alike, BooleanSupplier timeIsUp) {
        Alert alert = alert(install, Optional.of(alike.getFirst()), alike.size(), timeIsUp);
        return new Outcome.Announced(announcer.announce(alert), alert);
    }

    private Alert alert(
            Install install, Optional<Symptom> symptom, int symptoms, BooleanSupplier timeIsUp) {
        OwnKey where = install.ownKey().orElseThrow();
        Examination examination = doctor.examine(install.database(), where, timeIsUp);
        return DoctorAlert.of(
                new DoctorReport(
                        install,
                        profiles.of(install.product())
                                .map(Profile::title)
                                .orElse(install.product()),
                        symptom,
                        symptoms,
                        examination,
                        WaysOut.of(install.id(), examination)),
                "doctor/" + install.id());
    }
}
