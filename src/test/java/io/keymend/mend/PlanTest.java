package io.keymend.mend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.ColumnName;
import io.keymend.evidence.KeyColumn;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.TableName;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Engine;
import io.keymend.remedy.Caps;
import io.keymend.remedy.Change;
import io.keymend.remedy.Effect;
import io.keymend.remedy.Mode;
import io.keymend.remedy.Terms;
import io.keymend.seal.Encoding;
import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

/// The one text of a plan, and the name it gets from it.
final class PlanTest {
    private static final Instant CREATED = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final Digest ROWS = new Digest("0f".repeat(32));

    @Test
    void theTextAndTheNameNeverChangeSilently() {
        Plan plan = new Plan(terms(), List.of(purge(), reset(), reseal()));
        assertThat(plan.text())
                .isEqualTo(
                        """
                        keymend plan=1:1
                        product=9:spacelift
                        install=14:spacelift-2026
                        engine=10:POSTGRESQL
                        cluster=52:arn:aws:rds:eu-west-1:111122223333:cluster:spacelift
                        database=9:spacelift
                        reader=10:arn:reader
                        mode=16:PURGE_SUPERSEDED
                        verdict=9:Rescuable
                        history=7:history
                        profile=1:1
                        rules=1:1
                        lost=3:100
                        resealed=4:1000
                        percent=2:20
                        created=24:2026-11-20T10:00:00.123Z
                        expires=24:2026-11-20T16:00:00.123Z
                        parts=1:3
                        schema=6:public
                        table=13:oidc_settings
                        column=13:client_secret
                        sealer=75:arn:aws:kms:eu-west-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1
                        least=16:PURGE_SUPERSEDED
                        effect=6:DELETE
                        count=1:1
                        table rows=1:2
                        referring=1:3
                        key columns=1:1
                        key=2:id
                        binary=5:false
                        fingerprint=64:11223344556677880000000000000001fedcba9876543210fffffffffffffffe
                        encoding=6:BASE64
                        rows=64:0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f
                        schema=6:public
                        table=5:users
                        column=5:token
                        sealer=75:arn:aws:kms:eu-west-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1
                        least=10:PURGE_GONE
                        effect=5:RESET
                        count=1:1
                        table rows=1:2
                        referring=1:3
                        key columns=1:1
                        key=2:id
                        binary=4:true
                        null=5:false
                        literal=0:
                        fingerprint=64:11223344556677880000000000000001fedcba9876543210fffffffffffffffe
                        encoding=3:HEX
                        rows=64:0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f
                        schema=6:public
                        table=3:vcs
                        column=5:token
                        sealer=75:arn:aws:kms:eu-west-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1
                        least=6:RESEAL
                        effect=6:RESEAL
                        count=1:1
                        table rows=1:2
                        referring=1:3
                        key columns=1:1
                        key=2:id
                        binary=5:false
                        destination=75:arn:aws:kms:eu-west-1:111122223333:key/b2d94e07-51c6-4f3b-8a1d-7c3e5f60a9b8
                        context=1:2
                        name=1:a
                        is=1:1
                        name=1:b
                        is=1:2
                        fingerprint=0:
                        encoding=0:
                        rows=64:0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f
                        """);
        assertThat(plan.id().hash())
                .isEqualTo("037ae895413daaf049e0b84b2203a4a051c7d0c46cc987a05ac5aef1b3141f75");
        assertThat(Plan.read(plan.text())).isEqualTo(plan);
        assertThat(plan.rows()).isEqualTo(3);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverANameHoldsIsReadBackAsItWas(long seed) {
        Plan plan = random(new Random(seed));
        assertThat(Plan.read(plan.text())).isEqualTo(plan);
        assertThat(Plan.read(plan.text()).id()).isEqualTo(plan.id());
    }

    @Test
    void everyCharacterOfTheTextCounts() {
        Plan plan = new Plan(terms(), List.of(purge(), reset(), reseal()));
        String text = plan.text();
        for (int i = 0; i < text.length(); i++) {
            String other = text.substring(0, i) + '~' + text.substring(i + 1);
            assertThat(other.equals(text) || !isThePlan(other, plan))
                    .as("character %d", i)
                    .isTrue();
            assertThat(isThePlan(text.substring(0, i), plan)).as("cut at %d", i).isFalse();
        }
        assertThat(isThePlan(text + "x=1:1\n", plan)).isFalse();
    }

    private static boolean isThePlan(String text, Plan plan) {
        try {
            return Plan.read(text).id().equals(plan.id());
        } catch (RuntimeException _) {
            return false;
        }
    }

    @Test
    void eachTermMakesAnotherName() {
        Terms terms = terms();
        Set<String> names = new HashSet<>();
        List<Terms> others = new ArrayList<>(List.of(terms));
        others.add(with(terms, "x", terms.install(), terms.mode(), terms.verdict()));
        others.add(with(terms, terms.product(), "x", terms.mode(), terms.verdict()));
        others.add(with(terms, terms.product(), terms.install(), Mode.PURGE_GONE, "Rescuable"));
        others.add(with(terms, terms.product(), terms.install(), terms.mode(), "Lost"));
        others.forEach(each -> names.add(new Plan(each, List.of(purge())).id().hash()));
        names.add(new Plan(terms, List.of(purge(), purge())).id().hash());
        names.add(new Plan(terms, List.of(purge().over(2, ROWS))).id().hash());
        names.add(
                new Plan(terms, List.of(purge().over(1, new Digest("0e".repeat(32))))).id().hash());
        assertThat(names).hasSize(others.size() + 3);
    }

    private static Terms with(
            Terms terms, String product, String install, Mode mode, String verdict) {
        return new Terms(
                product,
                install,
                terms.database(),
                mode,
                verdict,
                terms.history(),
                terms.profileVersion(),
                terms.rules(),
                terms.caps(),
                terms.created(),
                terms.expires());
    }

    @Test
    void rowsAreReadBackAsTheyWere() {
        List<PlannedRow> rows =
                List.of(
                        row("1", "a"),
                        row("", ""),
                        row("1:a", "2:\n"),
                        row("\uD83D\uDD11", "0123456789"));
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(RowsText.write(row)));
        assertThat(RowsText.read(text.toString(), 2)).isEqualTo(rows);
        for (int i = 1; i < text.length(); i++) {
            String cut = text.substring(0, i);
            try {
                assertThat(RowsText.read(cut, 2)).hasSizeLessThan(rows.size());
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThatThrownBy(() -> RowsText.read(text.toString(), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPartThatSaysTwoThingsIsNone() {
        Change change = purge().change();
        assertThatThrownBy(() -> new PlanPart(change, reseal().target(), purge().selection(), ROWS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void progressIsReadBackAsItWas() {
        Progress progress =
                new Progress(
                        2,
                        3,
                        new Tally(
                                4,
                                5,
                                Map.of(
                                        ChunkOutcome.Reason.MOVED, 6L,
                                        ChunkOutcome.Reason.RESTORED, 7L)));
        assertThat(Progress.read(progress.text())).isEqualTo(progress);
        assertThat(Progress.read("")).isEqualTo(Progress.START);
        assertThat(progress.text().length()).isLessThan(1_024);
        assertThatThrownBy(() -> Progress.read(progress.text() + "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static PlannedRow row(String... key) {
        return new PlannedRow(new RowKey(List.of(key)), ROWS);
    }

    private static Terms terms() {
        return new Terms(
                "spacelift",
                "spacelift-2026",
                new DatabaseRef(
                        Engine.POSTGRESQL,
                        "arn:aws:rds:eu-west-1:111122223333:cluster:spacelift",
                        "spacelift",
                        "arn:reader"),
                Mode.PURGE_SUPERSEDED,
                "Rescuable",
                "history",
                "1",
                "1",
                Caps.DEFAULT,
                CREATED,
                CREATED.plusSeconds(6 * 3_600));
    }

    private static PlanPart purge() {
        return part(
                "oidc_settings",
                "client_secret",
                Mode.PURGE_SUPERSEDED,
                new Action.Delete(),
                false,
                new Selection.Fingerprinted(World.FORMER, Encoding.BASE64));
    }

    private static PlanPart reset() {
        return part(
                "users",
                "token",
                Mode.PURGE_GONE,
                new Action.Reset(Optional.of("")),
                true,
                new Selection.Fingerprinted(World.FORMER, Encoding.HEX));
    }

    private static PlanPart reseal() {
        return part(
                "vcs",
                "token",
                Mode.RESEAL,
                new Action.Reseal(Ids.FORMER_KEY, Ids.CURRENT_KEY, Map.of("b", "2", "a", "1")),
                false,
                new Selection.NotNull());
    }

    private static PlanPart part(
            String table,
            String column,
            Mode least,
            Action action,
            boolean binary,
            Selection selection) {
        ColumnName name = new ColumnName(new TableName("public", table), column);
        return new PlanPart(
                new Change(name, Ids.FORMER_KEY, least, PlanPart.effect(action), 1, 2, 3),
                new Target(name, List.of(new KeyColumn("id", binary)), action),
                selection,
                ROWS);
    }

    private static Plan random(Random random) {
        List<PlanPart> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            parts.add(randomPart(random));
        }
        Terms usual = terms();
        return new Plan(with(usual, text(random), text(random), usual.mode(), text(random)), parts);
    }

    private static PlanPart randomPart(Random random) {
        KeyArn sealer = random.nextBoolean() ? Ids.FORMER_KEY : Ids.REPLICA_HERE;
        Action action =
                switch (random.nextInt(5)) {
                    case 0 -> new Action.Delete();
                    case 3 -> new Action.SealAgain(text(random), text(random));
                    case 1 -> new Action.Reset(Optional.empty());
                    case 2 -> new Action.Reset(Optional.of(text(random)));
                    default -> new Action.Reseal(sealer, Ids.CURRENT_KEY, context(random));
                };
        ColumnName name = new ColumnName(new TableName(text(random), text(random)), text(random));
        Effect effect = PlanPart.effect(action);
        return new PlanPart(
                new Change(
                        name,
                        sealer,
                        List.of(Mode.values()).get(random.nextInt(4)),
                        effect,
                        random.nextLong(),
                        random.nextLong(),
                        random.nextLong()),
                new Target(
                        name,
                        List.of(
                                new KeyColumn(text(random), random.nextBoolean()),
                                new KeyColumn(text(random), random.nextBoolean())),
                        action),
                new Selection.Fingerprinted(
                        Ids.fingerprint(random.nextInt()),
                        List.of(Encoding.values()).get(random.nextInt(3))),
                ROWS);
    }

    private static Map<String, String> context(Random random) {
        Map<String, String> context = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            context.put(text(random), text(random));
        }
        return context;
    }

    private static String text(Random random) {
        String[] pieces = {"a", "=", ":", "\n", "1:", "rows=3:", "\uD83D\uDD11", "é", " ", "'"};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }
}
