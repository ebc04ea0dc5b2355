package io.keymend.testing;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.denial.KeyChange;
import io.keymend.denial.LifecycleEvent;
import io.keymend.denial.LifecycleEvent.ResourceType;
import io.keymend.denial.LifecycleEvent.Source;
import io.keymend.denial.StackArn;
import io.keymend.denial.StackChange;
import io.keymend.install.Install;
import io.keymend.install.KeyRole;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Three reinstalls of one product by CloudFormation, each with a key and a role of its own, as the
/// stream of events that they make. Only the first install was ever recorded.
public final class Reinstalls {
    private static final Instant START = Instant.parse("2026-01-10T08:00:00Z");
    private static final int GENERATIONS = 4;
    private static final int DAYS = 60;

    private Reinstalls() {}

    /// The first install, whose end nobody recorded.
    public static Install recorded() {
        return new InstallBuilder("spacelift-first")
                .key(key(0), KeyRole.DATA)
                .role(role(0))
                .from(START.plusSeconds(900).toString())
                .build();
    }

    public static KeyArn key(int generation) {
        return Ids.key("00000000-0000-4000-8000-00000000000" + generation);
    }

    public static IamArn role(int generation) {
        return new IamArn("aws", Ids.ACCOUNT, "role", "/", "spacelift-server-" + generation);
    }

    /// When an install's stacks were complete.
    public static Instant made(int generation) {
        return START.plus(Duration.ofDays((long) DAYS * generation));
    }

    /// When its stacks were gone.
    public static Instant gone(int generation) {
        return made(generation + 1).minusSeconds(3_600);
    }

    /// Every event, in the order in which they happened.
    public static List<LifecycleEvent> inOrder() {
        List<LifecycleEvent> events = new ArrayList<>();
        for (int generation = 0; generation < GENERATIONS; generation++) {
            generation(events, generation);
        }
        return events;
    }

    private static void generation(List<LifecycleEvent> events, int number) {
        StackArn keys = stack("spacelift-infra-kms", number);
        StackArn infra = stack("spacelift-infra", number);
        Instant made = made(number);
        stack(events, made.minusSeconds(300), keys, StackChange.CREATE_ASKED);
        key(events, made.minusSeconds(200), number, KeyChange.CREATED);
        resource(
                events,
                made.minusSeconds(190),
                keys,
                ResourceType.KEY,
                "KMSEncryptionPrimaryKey",
                key(number).id());
        resource(
                events,
                made.minusSeconds(190),
                keys,
                ResourceType.KEY,
                "KMSMasterKey",
                "0000000" + number);
        stack(events, made, keys, StackChange.CREATED);
        resource(
                events,
                made.plusSeconds(60),
                infra,
                ResourceType.ROLE,
                "ServerRole",
                role(number).name());
        stack(events, made.plusSeconds(120), infra, StackChange.CREATED);
        stack(events, made.plusSeconds(86_400), infra, StackChange.UPDATED);
        if (number + 1 == GENERATIONS) {
            return;
        }
        Instant gone = gone(number);
        stack(events, gone.minusSeconds(600), infra, StackChange.DELETE_ASKED);
        stack(events, gone, infra, StackChange.DELETED);
        key(events, gone.plusSeconds(60), number, KeyChange.DELETION_SCHEDULED);
        key(events, gone.plusSeconds(120), number, KeyChange.DELETION_CANCELLED);
        key(events, gone.plusSeconds(120), number, KeyChange.ENABLED);
        stack(events, gone.plusSeconds(180), keys, StackChange.DELETED);
        if (number == 0) {
            key(events, gone.plusSeconds(600), number, KeyChange.DELETION_SCHEDULED);
            key(events, gone.plusSeconds(600).plus(Duration.ofDays(30)), number, KeyChange.DELETED);
        }
    }

    private static StackArn stack(String name, int generation) {
        return new StackArn(
                "aws",
                Ids.REGION,
                Ids.ACCOUNT,
                name,
                "0000000" + generation + "-f7a1-11ef-8f5b-0a1b2c3d4e5f");
    }

    private static void stack(
            List<LifecycleEvent> events, Instant at, StackArn stack, StackChange change) {
        events.add(new LifecycleEvent.OfStack(source(events, at), stack, change));
    }

    private static void key(
            List<LifecycleEvent> events, Instant at, int generation, KeyChange change) {
        events.add(
                new LifecycleEvent.OfKey(
                        source(events, at), key(generation), change, Optional.empty(), ""));
    }

    private static void resource(
            List<LifecycleEvent> events,
            Instant at,
            StackArn stack,
            ResourceType type,
            String logicalId,
            String physicalId) {
        events.add(
                new LifecycleEvent.OfResource(
                        source(events, at), stack, type, logicalId, physicalId));
    }

    private static Source source(List<LifecycleEvent> events, Instant at) {
        return new Source("event-%04d".formatted(events.size()), at, "dana");
    }

    /// The same events as a bad day delivers them: some of them two or three times, in any order.
    public static List<LifecycleEvent> delivered(Random random) {
        List<LifecycleEvent> events = new ArrayList<>();
        for (LifecycleEvent event : inOrder()) {
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                events.add(event);
            }
        }
        Collections.shuffle(events, random);
        return events;
    }
}
