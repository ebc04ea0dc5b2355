package io.keymend.mend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.evidence.ColumnName;
import io.keymend.evidence.KeyColumn;
import io.keymend.remedy.Mode;
import io.keymend.remedy.Permit;
import io.keymend.remedy.Permit.Purpose;
import io.keymend.remedy.Permits;
import io.keymend.remedy.PlanId;
import io.keymend.seal.Encoding;
import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a permit does not cover is not done.
final class PermittedMenderTest {
    private static final PlanId PLAN = new PlanId("ab".repeat(32));
    private static final Instant END = World.START.plusSeconds(60);
    private static final ColumnName COLUMN =
            new ColumnName(Product.name("oidc_settings"), "client_secret");
    private static final Target DELETE = target(new Action.Delete());
    private static final Target RESET = target(new Action.Reset(Optional.empty()));
    private static final Target RESEAL =
            target(new Action.Reseal(Ids.FORMER_KEY, Ids.CURRENT_KEY, Map.of()));

    private final Product product = World.ofOneRow().product;
    private Instant now = World.START;
    private final PermittedMender mender = new PermittedMender(product, () -> now);

    @Test
    void itGoesAsFarAsItsPermit() {
        List<PlannedRow> rows =
                product.rows(
                                DELETE,
                                new Selection.Fingerprinted(World.FORMER, Encoding.BASE64),
                                Optional.empty())
                        .rows();
        assertThat(mender.reseal(permit(Mode.RESEAL), RESEAL, List.of(), product).changed())
                .isZero();
        assertThat(mender.resealWhole(permit(Mode.RESEAL), RESEAL, List.of(), product).changed())
                .isZero();
        assertThat(mender.apply(permit(Mode.PURGE_GONE), DELETE, rows).changed()).isEqualTo(1);
        assertThat(mender.mended(PLAN)).hasSize(1);
        assertThat(mender.journal(PLAN, COLUMN, Optional.empty()).entries()).hasSize(1);
        Permit back = Permits.of(PLAN, Mode.RESEAL, Purpose.RESTORE, END);
        assertThat(mender.restore(back, COLUMN, List.of(rows.getFirst().key())).restored())
                .isEqualTo(1);
    }

    @Test
    void aPermitToReSealDeletesNothing() {
        for (Target target : List.of(DELETE, RESET)) {
            assertThatThrownBy(() -> mender.apply(permit(Mode.RESEAL), target, List.of()))
                    .isInstanceOf(MendFailed.Refused.class);
        }
        assertThat(product.chunks).isZero();
    }

    @Test
    void behindItsEndAPermitIsNone() {
        now = END;
        assertThatThrownBy(() -> mender.apply(permit(Mode.PURGE_GONE), DELETE, List.of()))
                .isInstanceOf(MendFailed.Refused.class);
        assertThatThrownBy(() -> mender.reseal(permit(Mode.RESEAL), RESEAL, List.of(), product))
                .isInstanceOf(MendFailed.Refused.class);
        assertThatThrownBy(
                        () -> mender.resealWhole(permit(Mode.RESEAL), RESEAL, List.of(), product))
                .isInstanceOf(MendFailed.Refused.class);
        Permit back = Permits.of(PLAN, Mode.RESEAL, Purpose.RESTORE, END);
        assertThatThrownBy(() -> mender.restore(back, COLUMN, List.of()))
                .isInstanceOf(MendFailed.Refused.class);
        assertThat(product.chunks).isZero();
    }

    @Test
    void oneForTheOtherIsNone() {
        Permit back = Permits.of(PLAN, Mode.PURGE_GONE, Purpose.RESTORE, END);
        assertThatThrownBy(() -> mender.apply(back, DELETE, List.of()))
                .isInstanceOf(MendFailed.Refused.class);
        assertThatThrownBy(() -> mender.resealWhole(back, RESEAL, List.of(), product))
                .isInstanceOf(MendFailed.Refused.class);
        assertThatThrownBy(() -> mender.restore(permit(Mode.PURGE_GONE), COLUMN, List.of()))
                .isInstanceOf(MendFailed.Refused.class);
        assertThat(product.chunks).isZero();
    }

    private static Permit permit(Mode mode) {
        return Permits.of(PLAN, mode, Purpose.MEND, END);
    }

    private static Target target(Action action) {
        return new Target(COLUMN, List.of(new KeyColumn("id", false)), action);
    }
}
