package io.keymend.remedy;

import java.util.regex.Pattern;

/// The hash that names a plan: 64 digits of lower-case hexadecimal.
public record PlanId(String hash) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public PlanId {
        if (!FORM.matcher(hash).matches()) {
            throw new IllegalArgumentException("not a plan's hash");
        }
    }

    @Override
    public String toString() {
        return hash;
    }
}
