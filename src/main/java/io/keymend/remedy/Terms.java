package io.keymend.remedy;

import io.keymend.install.DatabaseRef;

import java.time.Instant;

/// What a plan rests on. If any of it is different later, the plan is refused.
///
/// @param install the install that was current
/// @param database the product's, with the secret of its reading user
/// @param verdict what the evidence meant, by the verdict's name
/// @param history digest of the installs over this database
/// @param profileVersion of the product's profile
/// @param rules version of the guards
public record Terms(
        String product,
        String install,
        DatabaseRef database,
        Mode mode,
        String verdict,
        String history,
        String profileVersion,
        String rules,
        Caps caps,
        Instant created,
        Instant expires) {}
