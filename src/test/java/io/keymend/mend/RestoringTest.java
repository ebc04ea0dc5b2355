package io.keymend.mend;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.evidence.ColumnName;
import io.keymend.evidence.RowKey;
import io.keymend.mend.RestoreReport.Result;
import io.keymend.remedy.Approval;
import io.keymend.remedy.Finding;
import io.keymend.remedy.Mode;
import io.keymend.remedy.PlanId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Putting back what a plan changed.
final class RestoringTest {
    private static final int ROWS = 1_200;

    private final World world = World.ofRows(ROWS);
    private String before = "";
    private PlanId plan = new PlanId("0".repeat(64));

    @BeforeEach
    void purge() {
        before = world.product.content();
        plan = world.planned();
        world.apply(plan);
    }

    @Test
    void aMendAndItsRestoreLeaveNothingBehind() {
        RestoreReport report = restore(ROWS);

        assertThat(report.result()).isEqualTo(Result.RESTORED);
        assertThat(report.restored()).isEqualTo(ROWS);
        assertThat(report.conflicts()).isZero();
        assertThat(world.product.content()).isEqualTo(before);
    }

    @Test
    void aRowThatIsThereAgainIsAConflictAndStays() {
        world.product.put("oidc_settings", "client_secret", 7, 1, World.CURRENT);

        RestoreReport report = restore(ROWS);

        assertThat(report.result()).isEqualTo(Result.RESTORED);
        assertThat(report.restored()).isEqualTo(ROWS - 1);
        assertThat(report.conflicts()).isEqualTo(1);
        assertThat(report.examples().getFirst().key()).isEqualTo(key("000007"));
        assertThat(world.product.content())
                .contains("000007={client_secret=Value[content=value 7, sealer=" + World.CURRENT);
    }

    @Test
    void oneRowComesBackAlone() {
        RestoreReport report =
                world.restoring()
                        .restore(
                                plan,
                                Optional.of(new Restoring.One(column(), key("000007"))),
                                new Approval.ByPerson(plan, 1),
                                () -> false);
        assertThat(report.restored()).isEqualTo(1);
        assertThat(world.product.table(Product.name("oidc_settings"))).hasSize(ROWS + 1);
    }

    @Test
    void anotherCountThanTheJournalsIsRefused() {
        RestoreReport report = restore(ROWS - 1);
        assertThat(report.result()).isEqualTo(Result.REFUSED);
        assertThat(report.findings().stream().filter(finding -> !finding.passed()))
                .extracting(Finding::guard)
                .containsExactly("approval");
        assertThat(world.product.table(Product.name("oidc_settings"))).hasSize(ROWS);
    }

    @Test
    void whatTimeCutOffGoesOnWithTheRest() {
        AtomicInteger asked = new AtomicInteger();
        RestoreReport cut =
                world.restoring()
                        .restore(
                                plan,
                                Optional.empty(),
                                new Approval.ByPerson(plan, ROWS),
                                () -> asked.incrementAndGet() > 2);
        assertThat(cut.result()).isEqualTo(Result.UNFINISHED);
        assertThat(cut.restored()).isEqualTo(600);
        RestoreReport rest = restore(ROWS - 600);
        assertThat(rest.restored()).isEqualTo(ROWS - 600);
        assertThat(world.product.content()).isEqualTo(before);
    }

    @Test
    void aPauseStopsNoRestore() {
        world.plans.pause("somebody", world.now);
        assertThat(restore(ROWS).result()).isEqualTo(Result.RESTORED);
    }

    @Test
    void whileOffNothingIsPutBack() {
        world.mode = Mode.OFF;
        assertThat(restore(ROWS).result()).isEqualTo(Result.REFUSED);
        assertThat(world.product.table(Product.name("oidc_settings"))).hasSize(ROWS);
    }

    @Test
    void withoutAWayToWriteThereIsNoJournalEither() {
        Restoring none =
                new Restoring(world.plans, world.leave(), Optional.empty(), () -> world.now);
        assertThat(none.mended(plan)).isEmpty();
        assertThat(none.journal(plan, column(), Optional.empty())).isEmpty();
        assertThat(
                        none.restore(
                                        plan,
                                        Optional.empty(),
                                        new Approval.ByPerson(plan, 0),
                                        () -> false)
                                .result())
                .isEqualTo(Result.REFUSED);
    }

    @Test
    void aPlanWhoseTextWasAlteredLeadsToNoDatabase() {
        StoredPlan stored = world.plans.find(plan).orElseThrow();
        world.plans.plans.put(
                plan,
                new StoredPlan(
                        plan,
                        stored.draft(),
                        stored.text().replace("spacelift", "elsewhere"),
                        stored.state(),
                        stored.claimedUntil(),
                        stored.progress()));
        RestoreReport report = restore(ROWS);
        assertThat(report.result()).isEqualTo(Result.REFUSED);
        assertThat(report.findings()).extracting(Finding::guard).containsExactly("hash");
    }

    @Test
    void theJournalIsShown() {
        assertThat(world.restoring().mended(plan).orElseThrow())
                .containsExactly(new Mended(column(), Mended.Kind.DELETED, ROWS, 0));
        assertThat(
                        world.restoring()
                                .journal(plan, column(), Optional.empty())
                                .orElseThrow()
                                .entries())
                .hasSize(300);
    }

    private RestoreReport restore(long rows) {
        return world.restoring()
                .restore(plan, Optional.empty(), new Approval.ByPerson(plan, rows), () -> false);
    }

    private static ColumnName column() {
        return new ColumnName(Product.name("oidc_settings"), "client_secret");
    }

    private static RowKey key(String id) {
        return new RowKey(List.of(id));
    }
}
