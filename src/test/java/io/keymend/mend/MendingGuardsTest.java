package io.keymend.mend;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.evidence.Inspection;
import io.keymend.evidence.KeyState;
import io.keymend.install.Install;
import io.keymend.install.KeyRole;
import io.keymend.mend.MendReport.Result;
import io.keymend.profile.SealedLocation.IfDeleted;
import io.keymend.remedy.Approval;
import io.keymend.remedy.Caps;
import io.keymend.remedy.Finding;
import io.keymend.remedy.Guard;
import io.keymend.remedy.Mode;
import io.keymend.remedy.PlanId;
import io.keymend.testing.Ids;
import io.keymend.testing.InstallBuilder;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.Optional;

/// The guard table: whichever guard is false, nothing is changed.
final class MendingGuardsTest {
    private final World world = World.ofOneRow();
    private Approval approval = new Approval.Automatic();

    @ParameterizedTest
    @EnumSource
    void nothingChangesWhereThisGuardRefuses(Guard guard) {
        PlanId plan = world.planned();
        spoil(guard, plan);
        String before = world.product.content();

        MendReport report = world.mending().apply(plan, approval, () -> false);

        assertThat(report.result()).isEqualTo(Result.REFUSED);
        assertThat(report.refusals().stream().map(Finding::guard)).contains(guard.title());
        assertThat(report.findings()).hasSize(Guard.values().length);
        assertThat(world.product.content()).isEqualTo(before);
        assertThat(world.product.journal).isEmpty();
        assertThat(world.product.chunks).isZero();
        assertThat(report.hasChanged()).isFalse();
        assertThat(world.plans.find(plan).orElseThrow().state())
                .isEqualTo(guard == Guard.EXPIRY ? PlanState.EXPIRED : PlanState.OPEN);
    }

    private void spoil(Guard guard, PlanId plan) {
        switch (guard) {
            case MODE -> world.mode = Mode.PURGE_GONE;
            case APPROVAL -> approval = new Approval.ByPerson(plan, 2);
            case EXPIRY -> world.now = world.now.plus(Duration.ofHours(6));
            case HASH ->
                    world.plans.pages.replaceAll((_, rows) -> rows.replace("6:000000", "6:000001"));
            case CLOCK -> world.databaseIsAhead = Duration.ofHours(1);
            case PAUSE -> world.plans.pause("somebody", world.now);
            case WRITER ->
                    world.writer = Optional.of(InstallBuilder.current().database().secretArn());
            case VERSIONS -> world.profileVersion = "2";
            case INSTALL ->
                    replaceFormer(InstallBuilder.formerly().account("222233334444").build());
            case VERDICT ->
                    world.product.put("oidc_settings", "client_secret", 0, 1, World.CURRENT);
            case TABLES ->
                    world.product.unread.add(
                            new Inspection.Unread(Product.name("runs"), "permission denied"));
            case CANARY -> world.withoutCanary.add(Ids.CURRENT_KEY);
            case SYSTEM -> world.states.put(Ids.CURRENT_KEY, new KeyState.Hidden("AccessDenied"));
            case KEYS ->
                    replaceFormer(
                            new InstallBuilder("spacelift-2024")
                                    .key(Ids.FORMER_KEY, KeyRole.MASTER)
                                    .key(Ids.OLDEST_KEY, KeyRole.DATA)
                                    .build());
            case SEALER -> world.silent.add(Ids.FORMER_KEY);
            case ROWS -> world.product.opensAnyway.add("000000");
            case COMPANY -> world.product.put("oidc_settings", "other", 0, 1, World.CURRENT);
            case PROFILE -> world.place("oidc_settings", IfDeleted.FORBIDDEN, Optional.empty());
            case COUNT -> world.caps = new Caps(0, 0, 50);
            case SHARE -> {
                world.product.put("oidc_settings", "client_secret", 1, 5, World.CURRENT);
                world.caps = new Caps(100, 100, 10);
            }
            case OBSTACLES -> world.product.obstacles.add("it has a trigger");
        }
    }

    private void replaceFormer(Install install) {
        world.product.keys.put(Ids.OLDEST_KEY, Ids.fingerprint(3));
        world.installs.set(0, install);
    }
}
