package io.keymend.install;

import io.keymend.denial.KeyArn;
import io.keymend.denial.LifecycleEvent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the events of CloudFormation stacks say of installs: when a recorded one ended, and which
/// came after it under the same stack names. A pure fold over the events, whatever their order.
///
/// A stack belongs to an install by a key or a role that the install has on record. What somebody
/// recorded stays as it is: only an end that nobody recorded is filled in, and a successor that
/// somebody recorded is not derived.
public final class StackHistory {
    private static final String DERIVED_BY = "events of its stacks";
    private static final int LONGEST_NAME = 40;

    private final List<StackTenure> stacks;

    private StackHistory(List<StackTenure> stacks) {
        this.stacks = stacks;
    }

    public static StackHistory of(Collection<? extends LifecycleEvent> events) {
        return new StackHistory(StackTenure.of(events));
    }

    /// The recorded installs with the ends that are known, and the installs derived; oldest first.
    public List<Install> keep(List<Install> recorded) {
        Stream<Install> derived =
                stacks.stream()
                        .filter(stack -> recorded.stream().noneMatch(each -> made(stack, each)))
                        .flatMap(stack -> successor(stack, recorded).stream());
        return Stream.concat(recorded.stream().map(this::ended), derived)
                .sorted(Comparator.comparing(Install::installedAt).thenComparing(Install::id))
                .toList();
    }

    private Install ended(Install install) {
        if (install.uninstalledAt().isPresent()) {
            return install;
        }
        List<StackTenure> running = runningIn(install);
        List<StackTenure> deciding =
                running.isEmpty()
                        ? stacks.stream().filter(s -> made(s, install)).toList()
                        : running;
        return end(deciding)
                .filter(install.installedAt()::isBefore)
                .map(install::endedAt)
                .orElse(install);
    }

    /// The stacks that made the install's roles: without them it cannot run. Where a role's name
    /// comes again with each install, those are meant that were made when the install was.
    private List<StackTenure> runningIn(Install install) {
        return generations(
                stacks.stream().filter(stack -> makesRoleOf(stack, install)).toList(),
                install.installedAt());
    }

    private static boolean makesRoleOf(StackTenure stack, Install install) {
        return stack.roles().stream().anyMatch(install::names);
    }

    /// Whether the stack made a key of the install.
    private static boolean made(StackTenure stack, Install install) {
        return stack.keys().stream().anyMatch(key -> install.roleOf(key).isPresent());
    }

    /// Of the stacks of each name the one made closest to this time.
    private static List<StackTenure> generations(List<StackTenure> candidates, Instant time) {
        return List.copyOf(
                candidates.stream()
                        .collect(
                                Collectors.toMap(
                                        each -> each.stack().name() + "/" + each.stack().region(),
                                        each -> each,
                                        (one, other) ->
                                                one.distance(time).compareTo(other.distance(time))
                                                                <= 0
                                                        ? one
                                                        : other,
                                        TreeMap::new))
                        .values());
    }

    /// When all of them were gone; nothing while one is left or none is known.
    private static Optional<Instant> end(List<StackTenure> deciding) {
        return deciding.stream().allMatch(stack -> stack.deleted().isPresent())
                ? deciding.stream()
                        .flatMap(stack -> stack.deleted().stream())
                        .max(Comparator.naturalOrder())
                : Optional.empty();
    }

    /// The install that a stack stands for, where a stack of its name once made the keys of a
    /// recorded one. It works on the same database, and seals under the key of the same name in the
    /// template.
    private Optional<Install> successor(StackTenure stack, List<Install> recorded) {
        return predecessors(stack, recorded)
                .flatMap(before -> after(before, stack).stream())
                .findFirst();
    }

    /// A recorded install and the earlier stack that made its keys.
    private record Predecessor(Install install, StackTenure stack) {}

    private Stream<Predecessor> predecessors(StackTenure stack, List<Install> recorded) {
        return recorded.stream()
                .sorted(
                        Comparator.comparing(Install::installedAt)
                                .thenComparing(Install::id)
                                .reversed())
                .flatMap(install ->
                        stacks.stream()
                                .filter(earlier -> earlier.stack().sameNameAs(stack.stack()))
                                .filter(earlier -> earlier.created().isBefore(stack.created()))
                                .filter(earlier -> made(earlier, install))
                                .map(earlier -> new Predecessor(install, earlier)));
    }

    private Optional<Install> after(Predecessor before, StackTenure stack) {
        List<HeldKey> keys = keys(before, stack);
        if (keys.stream().noneMatch(key -> key.role() == KeyRole.DATA)) {
            return Optional.empty();
        }
        List<StackTenure> running = runningBeside(before, stack);
        Install model = before.install;
        return Optional.of(
                new Install(
                        id(stack),
                        model.product(),
                        "unknown",
                        model.environment(),
                        stack.stack().account(),
                        stack.stack().region(),
                        keys,
                        running.stream().flatMap(each -> each.roles().stream()).distinct().toList(),
                        model.database(),
                        stack.created(),
                        end(running.isEmpty() ? List.of(stack) : running),
                        DERIVED_BY,
                        List.of(),
                        Origin.DERIVED));
    }

    private static List<HeldKey> keys(Predecessor before, StackTenure stack) {
        List<HeldKey> keys = new ArrayList<>();
        for (HeldKey held : before.install.keys()) {
            for (String name : before.stack.logicalIds(held.arn())) {
                for (KeyArn key : stack.keys(name::equals)) {
                    keys.add(new HeldKey(key, held.role()));
                }
            }
        }
        return keys.stream().distinct().toList();
    }

    /// The stacks with roles made along with this one, by the names of those the predecessor ran
    /// in.
    private List<StackTenure> runningBeside(Predecessor before, StackTenure stack) {
        List<StackTenure> then = runningIn(before.install);
        return generations(
                stacks.stream()
                        .filter(each -> !then.contains(each))
                        .filter(each -> !each.roles().isEmpty())
                        .filter(each ->
                                then.stream().anyMatch(old -> old.stack().sameNameAs(each.stack())))
                        .filter(each -> !each.created().isBefore(before.stack.created()))
                        .toList(),
                stack.created());
    }

    private static String id(StackTenure stack) {
        String name = stack.stack().name();
        String mark = stack.stack().id().replaceAll("[^A-Za-z0-9]", "");
        return name.substring(0, Math.min(LONGEST_NAME, name.length()))
                + "."
                + mark.substring(0, Math.min(8, mark.length()));
    }
}
