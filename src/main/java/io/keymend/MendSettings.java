package io.keymend;

import io.keymend.remedy.Caps;
import io.keymend.remedy.Leave;
import io.keymend.remedy.Mode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How far Keymend may go in changing rows.
///
/// @param slip the text of a mode that is none, and counts as off; absent where there was none
/// @param writerSecret the secret of the mending user; never read while the mode is off
/// @param planLasts how long a plan is in force
public record MendSettings(
        Mode mode,
        Optional<String> slip,
        Optional<String> writerSecret,
        Caps caps,
        Duration planLasts) {
    private static final String MOST_LOST = "KEYMEND_MOST_LOST";
    private static final String MOST_RESEALED = "KEYMEND_MOST_RESEALED";
    private static final String MOST_PERCENT = "KEYMEND_MOST_PERCENT";
    private static final String PLAN_HOURS = "KEYMEND_PLAN_HOURS";

    /// Nothing may be changed.
    static final MendSettings OFF =
            new MendSettings(
                    Mode.OFF,
                    Optional.empty(),
                    Optional.empty(),
                    Caps.DEFAULT,
                    Duration.ofHours(6));

    /// Reads `KEYMEND_MODE` and what belongs to it.
    ///
    /// @param faults to which every wrong number is added; a wrong mode is none, it means off
    static MendSettings from(Map<String, String> environment, List<String> faults) {
        String text = environment.getOrDefault("KEYMEND_MODE", Mode.OFF.toString());
        Mode mode = Mode.parse(text);
        Optional<String> writer =
                mode == Mode.OFF
                        ? Optional.empty()
                        : Optional.ofNullable(environment.get("KEYMEND_WRITER_SECRET_ARN"))
                                .filter(secret -> !secret.isBlank());
        return new MendSettings(
                mode,
                Mode.isLiteral(text) ? Optional.empty() : Optional.of(text),
                writer,
                caps(environment, faults),
                Duration.ofHours(number(environment, faults, PLAN_HOURS, 6, 1, 24)));
    }

    private static Caps caps(Map<String, String> environment, List<String> faults) {
        return new Caps(
                number(environment, faults, MOST_LOST, Caps.DEFAULT.lost(), 0, 1_000_000),
                number(environment, faults, MOST_RESEALED, Caps.DEFAULT.resealed(), 0, 10_000_000),
                Math.toIntExact(
                        number(environment, faults, MOST_PERCENT, Caps.DEFAULT.percent(), 0, 99)));
    }

    private static long number(
            Map<String, String> environment,
            List<String> faults,
            String name,
            long usual,
            long least,
            long most) {
        String text = environment.getOrDefault(name, "");
        if (text.isBlank()) {
            return usual;
        }
        if (text.matches("[0-9]{1,9}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        faults.add(name + " is not a number from " + least + " to " + most + ": " + text);
        return usual;
    }

    /// What the guards are told of it.
    ///
    /// @param historian the secret of the history's user
    Leave leave(String historian) {
        return new Leave(mode, caps, writerSecret, historian);
    }
}
