package io.keymend.mend;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.mend.MendReport.Result;
import io.keymend.remedy.PlanId;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

/// A plan of many rows, in runs that time cuts off.
final class MendingScaleTest {
    private static final int ROWS = 100_000;

    @Test
    void aHundredThousandRowsAreResealedInRunsOfThirtyChunks() {
        World world = World.toReseal(ROWS);
        PlanId plan = world.planned();
        assertThat(world.plans.pages.values())
                .hasSize(ROWS / RowPages.MOST_ROWS)
                .allMatch(page ->
                        page.getBytes(StandardCharsets.UTF_8).length <= RowPages.MOST_BYTES);

        int runs = 0;
        MendReport report;
        do {
            int from = world.product.chunks;
            report = world.apply(plan, () -> world.product.chunks >= from + 30);
            runs++;
        } while (report.result() == Result.UNFINISHED);

        assertThat(report.result()).isEqualTo(Result.APPLIED);
        assertThat(report.tally().changed()).isEqualTo(ROWS);
        assertThat(runs).isEqualTo(7);
        assertThat(world.product.chunks).isEqualTo(ROWS / RowPages.MOST_ROWS);
        assertThat(world.log).hasSize(ROWS / RowPages.MOST_ROWS);
        assertThat(world.product.content()).doesNotContain(World.FORMER.hex());
    }
}
