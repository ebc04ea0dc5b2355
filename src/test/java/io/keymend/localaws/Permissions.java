package io.keymend.localaws;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What each principal may do with each resource of one service. Nothing is allowed until it is
/// granted.
///
/// An action may end in `*` and a resource may be `*`, as in a policy.
final class Permissions {
    /// What the policies say about one call.
    enum Ruling {
        ALLOWED,
        NOT_ALLOWED,
        EXPLICITLY_DENIED
    }

    private record Statement(String principal, String resource, String action) {
        boolean covers(String who, String what, String does) {
            return principal.equals(who)
                    && (resource.equals("*") || resource.equals(what))
                    && covers(does);
        }

        private boolean covers(String does) {
            return action.endsWith("*")
                    ? does.startsWith(action.substring(0, action.length() - 1))
                    : does.equals(action);
        }
    }

    private final String everyAction;
    private final Set<Statement> allowed = ConcurrentHashMap.newKeySet();
    private final Set<Statement> denied = ConcurrentHashMap.newKeySet();

    /// @param service the prefix of its actions, such as `kms`
    Permissions(String service) {
        everyAction = service + ":*";
    }

    /// Without an action: every action of the service.
    void allow(String principal, String resource, String... actions) {
        actions(actions).forEach(action -> allowed.add(new Statement(principal, resource, action)));
    }

    /// Takes back what was allowed: every allowed action that one of these covers.
    void deny(String principal, String resource, String... actions) {
        for (String action : actions(actions)) {
            Statement taken = new Statement(principal, resource, action);
            allowed.removeIf(
                    have -> taken.covers(have.principal(), have.resource(), have.action()));
        }
    }

    /// A deny statement, which no allow overrides.
    void explicitDeny(String principal, String resource, String... actions) {
        actions(actions).forEach(action -> denied.add(new Statement(principal, resource, action)));
    }

    Ruling rule(String principal, String resource, String action) {
        if (denied.stream().anyMatch(statement -> statement.covers(principal, resource, action))) {
            return Ruling.EXPLICITLY_DENIED;
        }
        return allowed.stream().anyMatch(statement -> statement.covers(principal, resource, action))
                ? Ruling.ALLOWED
                : Ruling.NOT_ALLOWED;
    }

    private List<String> actions(String... actions) {
        return actions.length == 0 ? List.of(everyAction) : List.of(actions);
    }
}
