package io.keymend.localaws;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which principal may do what to which resource, as identity policies would say; nothing is
/// allowed at first.
public final class Grants {
    /// Matches every action or every resource.
    public static final String ANY = "*";

    private record Grant(String principal, String action, String resource) {}

    private final Set<Grant> allowed = ConcurrentHashMap.newKeySet();

    /// Allows an action such as `rds-data:ExecuteStatement`, or [#ANY], on an ARN, or [#ANY].
    public void allow(String principal, String action, String resource) {
        allowed.add(new Grant(principal, action, resource));
    }

    /// Takes back exactly what was allowed with the same words.
    public void revoke(String principal, String action, String resource) {
        allowed.remove(new Grant(principal, action, resource));
    }

    void check(Caller caller, String action, String resource) {
        boolean permitted =
                allowed.stream()
                        .anyMatch(grant ->
                                grant.principal().equals(caller.principal())
                                        && matches(grant.action(), action)
                                        && matches(grant.resource(), resource));
        if (!permitted) {
            throw DataErrors.accessDenied(caller.principal(), action, resource);
        }
    }

    private static boolean matches(String pattern, String value) {
        return pattern.equals(ANY) || pattern.equals(value);
    }
}
