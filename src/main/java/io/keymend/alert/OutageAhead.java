package io.keymend.alert;

import io.keymend.denial.LifecycleEvent;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyState;
import io.keymend.install.Holding;
import io.keymend.install.KeyTimeline;
import io.keymend.verdict.Threat;

import java.time.Instant;

/// Everything one alert tells of a key that rows depend on and that is about to fail them.
///
/// @param event what drew attention to the key
/// @param timeline what is known of the key
/// @param product what a person calls the product
/// @param now when it was looked at
public record OutageAhead(
        LifecycleEvent.OfKey event,
        KeyTimeline timeline,
        Holding holding,
        String product,
        KeyState state,
        Threat threat,
        Evidence evidence,
        Instant now) {}
