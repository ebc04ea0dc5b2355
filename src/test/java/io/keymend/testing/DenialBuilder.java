package io.keymend.testing;

import io.keymend.denial.Denial;
import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.denial.PolicyRefusal;
import io.keymend.denial.Principal;
import io.keymend.denial.Refusal;

import java.time.Instant;
import java.util.Optional;

/// A refused decrypt by the current role, for the former key, unless told otherwise.
public final class DenialBuilder {
    private Instant time = Instant.parse("2026-11-20T10:15:30Z");
    private String message = "no";
    private String caller = "arn:aws:sts::111122223333:assumed-role/spacelift-server-role-k3x9a/i";
    private Optional<KeyArn> key = Optional.of(Ids.FORMER_KEY);
    private Optional<IamArn> identity = Optional.of(Ids.CURRENT_ROLE);

    private Optional<PolicyRefusal> policy = Optional.empty();
    private Optional<String> service = Optional.empty();

    public static DenialBuilder denial() {
        return new DenialBuilder();
    }

    public DenialBuilder key(KeyArn key) {
        this.key = Optional.of(key);
        return this;
    }

    public DenialBuilder withoutKey() {
        this.key = Optional.empty();
        return this;
    }

    public DenialBuilder by(IamArn identity) {
        this.identity = Optional.of(identity);
        return this;
    }

    public DenialBuilder byNobody() {
        this.identity = Optional.empty();
        return this;
    }

    public DenialBuilder at(String time) {
        this.time = Instant.parse(time);
        return this;
    }

    public DenialBuilder message(String message) {
        this.message = message;
        return this;
    }

    public DenialBuilder caller(String caller) {
        this.caller = caller;
        return this;
    }

    public DenialBuilder refusedBy(PolicyRefusal policy) {
        this.policy = Optional.of(policy);
        return this;
    }

    public DenialBuilder through(String service) {
        this.service = Optional.of(service);
        return this;
    }

    public Denial build() {
        return new Denial(
                "8f2c1d3e-0000-4000-8000-5b6a79880a1b",
                time,
                Ids.REGION,
                Refusal.ACCESS_DENIED,
                "AccessDenied",
                message,
                key,
                new Principal(caller, identity),
                policy,
                service);
    }
}
