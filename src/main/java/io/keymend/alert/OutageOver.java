package io.keymend.alert;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyState;
import io.keymend.install.Holding;
import io.keymend.verdict.Threat;

import java.time.Instant;
import java.util.List;

/// Everything one alert tells of a threat to a key that is over.
///
/// @param over what was announced before and is over now
/// @param because what showed that it is over
public record OutageOver(
        KeyArn key,
        Holding holding,
        String product,
        KeyState state,
        List<Threat.Kind> over,
        String because,
        Instant now) {
    public OutageOver {
        over = List.copyOf(over);
    }
}
