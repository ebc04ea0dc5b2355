package io.keymend.alert;

import io.keymend.doctor.Examination;
import io.keymend.doctor.Symptom;
import io.keymend.install.Install;
import io.keymend.remedy.Remedy;

import java.util.List;
import java.util.Optional;

/// Everything one alert tells of a product that cannot open what it sealed with its own key.
///
/// @param product what a person calls it
/// @param symptom the first line of the log that led here; absent where somebody asked
/// @param symptoms how many such lines came together
public record DoctorReport(
        Install install,
        String product,
        Optional<Symptom> symptom,
        int symptoms,
        Examination examination,
        List<Remedy> ways) {
    public DoctorReport {
        ways = List.copyOf(ways);
    }
}
