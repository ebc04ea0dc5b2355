package io.keymend.evidence;

import static io.keymend.testing.EvidenceBuilder.evidence;
import static io.keymend.testing.EvidenceBuilder.group;
import static io.keymend.testing.EvidenceBuilder.sealed;
import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

final class EvidenceTest {
    @Test
    void rowsAreCountedOverAllColumnsByTheirSealer() {
        Evidence evidence =
                evidence()
                        .column("a", "x", sealed(CURRENT_KEY), 3)
                        .column("a", "y", sealed(FORMER_KEY), 4)
                        .column("b", "z", sealed(FORMER_KEY), 5)
                        .column("c", "z", new Sealer.Foreign("why"), 6)
                        .build();
        assertThat(evidence.rows(Sealer.Current.class::isInstance)).isEqualTo(3);
        assertThat(evidence.rows(Sealer.Other.class::isInstance)).isEqualTo(9);
        assertThat(evidence.rows(Sealer.Foreign.class::isInstance)).isEqualTo(6);
        assertThat(evidence.rows(Sealer.Unresolved.class::isInstance)).isZero();
    }

    @Test
    void whatWasNotAskedIsUnknown() {
        Evidence none = Evidence.none("no reason");
        assertThat(none.state(CURRENT_KEY)).isEqualTo(new KeyState.Hidden("it was not asked"));
        assertThat(none.sealer(group(fingerprint(1), 1)))
                .isEqualTo(new Sealer.Unresolved("it was not asked"));
        assertThat(none.columns()).isEmpty();
        assertThat(none.unread()).isEmpty();
        assertThat(none.inspection()).isEqualTo(new Inspection.Unseen("no reason"));
    }

    @Test
    void aColumnsRowsAreSealedEmptyOrNotSealed() {
        ColumnCensus column =
                new ColumnCensus(
                        new ColumnName(new TableName("public", "hooks"), "token"),
                        true,
                        List.of(),
                        100,
                        20,
                        List.of(group(fingerprint(1), 30, "1"), group(fingerprint(2), 7, "2")),
                        List.of());
        assertThat(column.sealed()).isEqualTo(37);
        assertThat(column.notSealed()).isEqualTo(43);
        assertThat(column.column()).hasToString("public.hooks.token");
    }
}
