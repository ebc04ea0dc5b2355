package io.keymend.aws.api;

import software.amazon.awssdk.regions.Region;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// One client for each Region that is asked: a key is described in its own Region, a cluster read
/// in its own.
public final class Regional<C> {
    private final Map<Region, C> clients = new ConcurrentHashMap<>();
    private final Function<Region, C> create;

    /// Makes each client when it is first asked for, where most invocations need none.
    public Regional(Function<Region, C> create) {
        this.create = create;
    }

    /// @param home the Region whose client is made at once, while the function initialises
    public Regional(Region home, Function<Region, C> create) {
        this.create = create;
        in(home);
    }

    C in(Region region) {
        return clients.computeIfAbsent(region, create);
    }

    public C in(String region) {
        return in(Region.of(region));
    }

    /// The client of the Region that stands in an ARN.
    ///
    /// @throws IllegalArgumentException where none stands in it
    public C of(String arn) {
        String[] parts = arn.split(":", 6);
        if (parts.length < 6 || parts[3].isEmpty()) {
            throw new IllegalArgumentException("no Region in the ARN: " + arn);
        }
        return in(parts[3]);
    }
}
