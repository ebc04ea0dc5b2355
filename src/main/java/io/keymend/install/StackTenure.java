package io.keymend.install;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.denial.LifecycleEvent;
import io.keymend.denial.LifecycleEvent.ResourceType;
import io.keymend.denial.StackArn;
import io.keymend.denial.StackChange;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// One stack from its creation on, with the keys and roles it made.
///
/// @param deleted absent while no event said so
record StackTenure(
        StackArn stack,
        Instant created,
        Optional<Instant> deleted,
        List<LifecycleEvent.OfResource> resources) {
    /// The stacks whose creation was completed, oldest first. One that is named without its id
    /// cannot be told from its namesakes, and is left out.
    static List<StackTenure> of(Collection<? extends LifecycleEvent> events) {
        Map<StackArn, List<LifecycleEvent>> byStack = new LinkedHashMap<>();
        events.stream()
                .sorted(LifecycleEvent.IN_ORDER)
                .distinct()
                .forEach(event -> {
                    switch (event) {
                        case LifecycleEvent.OfStack(_, var stack, _) -> add(byStack, stack, event);
                        case LifecycleEvent.OfResource(_, var stack, _, _, _) ->
                                add(byStack, stack, event);
                        case LifecycleEvent.OfKey _ -> {}
                    }
                });
        return byStack.entrySet().stream()
                .flatMap(stack -> of(stack.getKey(), stack.getValue()).stream())
                .sorted(
                        Comparator.comparing(StackTenure::created)
                                .thenComparing(tenure -> tenure.stack.toString()))
                .toList();
    }

    private static void add(
            Map<StackArn, List<LifecycleEvent>> byStack, StackArn stack, LifecycleEvent event) {
        if (!stack.id().isEmpty()) {
            byStack.computeIfAbsent(stack, _ -> new ArrayList<>()).add(event);
        }
    }

    private static Optional<StackTenure> of(StackArn stack, List<LifecycleEvent> events) {
        return first(events, StackChange.CREATED)
                .map(created ->
                        new StackTenure(
                                stack,
                                created,
                                first(events, StackChange.DELETED),
                                events.stream()
                                        .filter(LifecycleEvent.OfResource.class::isInstance)
                                        .map(LifecycleEvent.OfResource.class::cast)
                                        .toList()));
    }

    private static Optional<Instant> first(List<LifecycleEvent> events, StackChange change) {
        return events.stream()
                .filter(event ->
                        event instanceof LifecycleEvent.OfStack(_, _, var what) && what == change)
                .map(event -> event.source().time())
                .findFirst();
    }

    /// The keys it made, each once; a key's ARN follows from the stack's.
    List<KeyArn> keys() {
        return keys(_ -> true);
    }

    /// The keys it made under a name of its template.
    List<KeyArn> keys(Predicate<String> logicalId) {
        return resources(ResourceType.KEY)
                .filter(key -> logicalId.test(key.logicalId()))
                .map(key ->
                        new KeyArn(
                                stack.partition(),
                                stack.region(),
                                stack.account(),
                                key.physicalId()))
                .distinct()
                .toList();
    }

    /// The names of its template under which it made this key.
    List<String> logicalIds(KeyArn key) {
        return resources(ResourceType.KEY)
                .map(LifecycleEvent.OfResource::logicalId)
                .distinct()
                .filter(name -> keys(name::equals).contains(key))
                .toList();
    }

    List<IamArn> roles() {
        return resources(ResourceType.ROLE)
                .map(role ->
                        new IamArn(
                                stack.partition(), stack.account(), "role", "/", role.physicalId()))
                .distinct()
                .toList();
    }

    private Stream<LifecycleEvent.OfResource> resources(ResourceType type) {
        return resources.stream().filter(resource -> resource.type() == type);
    }

    /// How far from this time it was created.
    Duration distance(Instant time) {
        return Duration.between(created, time).abs();
    }
}
