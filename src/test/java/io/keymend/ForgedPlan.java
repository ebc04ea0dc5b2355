package io.keymend;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.keymend.aws.AwsAdapters;
import io.keymend.evidence.Examiner;
import io.keymend.json.Json;
import io.keymend.mend.Looker;
import io.keymend.mend.Plan;
import io.keymend.mend.Planner;
import io.keymend.profile.Profile;
import io.keymend.profile.SealedLocation;
import io.keymend.profile.SealedLocation.IfDeleted;
import io.keymend.remedy.Caps;
import io.keymend.remedy.Look;
import io.keymend.remedy.Mode;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A plan that another profile made: one that allows to delete from `accounts`, or the same with
/// another version.
final class ForgedPlan {
    private ForgedPlan() {}

    static ObjectNode of(MendFixture world, boolean otherVersion) {
        InstantSource clock = InstantSource.system();
        Settings settings = Settings.from(world.stack.environment());
        AwsAdapters aws =
                new AwsAdapters(
                        world.stack.clients(),
                        settings.history(),
                        settings.topicArn(),
                        settings.self(),
                        clock,
                        new Json());
        Look look =
                new Looker(
                                aws.history(),
                                aws.lifecycle(),
                                _ -> Optional.of(profile(otherVersion)),
                                new Examiner(aws.tables(), aws.keys()),
                                aws.keys(),
                                clock)
                        .look("spacelift-2026", () -> false)
                        .orElseThrow();
        Plan plan =
                new Planner(aws.plans(), aws.reach(), Caps.DEFAULT, Duration.ofHours(6))
                        .plan(
                                look,
                                Mode.PURGE_SUPERSEDED,
                                Optional.empty(),
                                clock.instant(),
                                () -> false)
                        .plan()
                        .orElseThrow();
        return MendFixture.MAPPER
                .createObjectNode()
                .put("command", "apply")
                .put("plan", plan.id().hash())
                .put("rows", Long.toString(plan.rows()));
    }

    private static Profile profile(boolean otherVersion) {
        return new Profile(
                "spacelift",
                "Spacelift",
                otherVersion ? "another" : "1",
                List.of(
                        new SealedLocation(
                                otherVersion ? "oidc_settings" : "accounts",
                                Optional.empty(),
                                "x",
                                IfDeleted.RECREATED,
                                "")),
                List.of(),
                List.of());
    }
}
