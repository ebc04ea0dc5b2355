package io.keymend.aws.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.install.DatabaseRef;
import io.keymend.install.Engine;
import io.keymend.install.HeldKey;
import io.keymend.install.HistoryUnavailable;
import io.keymend.install.Install;
import io.keymend.install.InstallHistory.Recorded;
import io.keymend.install.KeyRole;
import io.keymend.install.OwnKey;
import io.keymend.install.OwnKey.As;
import io.keymend.install.RolePattern;
import io.keymend.localaws.Fault;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the install history keeps, on any engine.
abstract class RdsDataHistoryContract extends StateFixture {
    private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/";
    private static final String LONG = "p".repeat(511);

    @Test
    void creatingItAgainKeepsWhatIsThere() {
        history.record(install("a"));
        history.create();
        history.create();

        assertThat(history.all()).containsExactly(install("a"));
    }

    @Test
    void anInstallIsNewOnceAndReplacedAfterwards() {
        assertThat(history.record(install("a"))).isEqualTo(Recorded.NEW);
        assertThat(history.record(install("A"))).isEqualTo(Recorded.NEW);
        assertThat(history.record(install("a"))).isEqualTo(Recorded.REPLACED);
        assertThat(history.all()).hasSize(2);
    }

    @Test
    void everyFieldComesBack() {
        history.record(longest());
        history.record(install("a"));

        assertThat(history.all()).containsExactly(longest(), install("a"));
    }

    @Test
    void rolePatternsComeBackBesideRolesInFull() {
        Install patterned =
                install("a")
                        .withRolePatterns(
                                List.of(
                                        RolePattern.parse(
                                                        "arn:aws:iam::111122223333:role/team/spacelift-*-role-*")
                                                .orElseThrow()));
        history.record(patterned);

        assertThat(history.all()).containsExactly(patterned);
    }

    @Test
    void whereAnOwnKeyIsKeptComesBackInItsOrder() {
        Install own =
                install("own")
                        .withOwnKey(
                                Optional.of(
                                        new OwnKey(
                                                List.of(
                                                        place(As.KEYS_FILE, "z", ""),
                                                        place(As.ENVIRONMENT, "a", "/a~1b/\u00e9"),
                                                        place(As.CONFIG_FILE, "m", "/" + LONG),
                                                        place(As.KEPT, "a", "")),
                                                Optional.of("/ecs/" + "g".repeat(507)))));
        Install silent =
                keyless("silent")
                        .withOwnKey(
                                Optional.of(
                                        new OwnKey(
                                                List.of(place(As.ENVIRONMENT, "a", "")),
                                                Optional.empty())));
        history.record(own);
        history.record(silent);
        history.record(install("without"));

        assertThat(history.all())
                .containsExactlyInAnyOrder(own, silent, install("without"))
                .filteredOn(each -> each.id().equals("without"))
                .allSatisfy(each -> assertThat(each.ownKey()).isEmpty());
    }

    @Test
    void anOwnKeyGoesWithItsReplacementAndWithTheTablesOfAnUpdate() throws SQLException {
        Install own =
                install("a")
                        .withOwnKey(
                                Optional.of(
                                        new OwnKey(
                                                List.of(place(As.ENVIRONMENT, "a", "")),
                                                Optional.of("/ecs/semaphore"))));
        history.record(own);
        history.record(install("a"));
        assertThat(history.all()).containsExactly(install("a"));

        stack.server()
                .run(
                        where().name(),
                        "DROP TABLE keymend.install_kept_key",
                        "DROP TABLE keymend.install_own_key");
        assertThatThrownBy(history::all)
                .isInstanceOf(HistoryUnavailable.class)
                .hasMessageContaining("create-schema");
        history.create();
        assertThat(history.all()).containsExactly(install("a"));
        history.record(own);
        assertThat(history.all()).containsExactly(own);
    }

    @Test
    void aReplacementLeavesNothingOfTheOldOne() {
        history.record(longest());
        Install replacement = install(longest().id());
        history.record(replacement);

        assertThat(history.all()).containsExactly(replacement);
    }

    @Test
    void installsComeOldestFirst() {
        history.record(at("b", NOW));
        history.record(at("c", NOW.minusMillis(1)));
        history.record(at("a", NOW));

        assertThat(history.all()).extracting(Install::id).containsExactly("c", "a", "b");
    }

    @Test
    void aRecordThatFailsAnywhereLeavesTheOldOneWhole() throws SQLException {
        history.record(longest());
        Install replacement = install(longest().id());
        Fault broken = new Fault.Refused(400, "DatabaseErrorException", "disk full");
        long statements = statementsOf(replacement);

        for (int good = 0; good < statements; good++) {
            history.record(longest());
            letPass("ExecuteStatement", good);
            stack.rdsData().faults().next("ExecuteStatement", broken);
            assertThatThrownBy(() -> history.record(replacement))
                    .as("after %d statements", good)
                    .isInstanceOf(HistoryUnavailable.class)
                    .hasMessageContaining("disk full");
            assertThat(history.all()).as("after %d statements", good).containsExactly(longest());
        }
        stack.rdsData().faults().next("CommitTransaction", broken);
        assertThatThrownBy(() -> history.record(replacement))
                .isInstanceOf(HistoryUnavailable.class);
        assertThat(history.all()).containsExactly(longest());
    }

    @Test
    void aFailureIsToldAlsoWhereItCannotBeUndone() {
        history.record(longest());
        stack.rdsData()
                .faults()
                .always(
                        "CommitTransaction",
                        new Fault.Refused(400, "DatabaseErrorException", "disk full"));
        stack.rdsData().faults().always("RollbackTransaction", new Fault.CutBefore());

        assertThatThrownBy(() -> history.record(install("a")))
                .isInstanceOf(HistoryUnavailable.class)
                .hasMessageContaining("disk full");
    }

    @Test
    void whereItsTablesAreMissingTheMessageNamesTheCommand() throws SQLException {
        stack.server()
                .run(
                        where().name(),
                        "DROP TABLE keymend.install_kept_key",
                        "DROP TABLE keymend.install_own_key",
                        "DROP TABLE keymend.install_key",
                        "DROP TABLE keymend.install_role",
                        "DROP TABLE keymend.install");

        assertThatThrownBy(history::all)
                .isInstanceOf(HistoryUnavailable.class)
                .hasMessageContaining("create-schema")
                .hasMessageContaining("install");
        assertThatThrownBy(() -> history.record(install("a")))
                .isInstanceOf(HistoryUnavailable.class)
                .hasMessageContaining("create-schema");
        history.create();
        assertThat(history.all()).isEmpty();
    }

    @Test
    void anInstallWithMoreKeysAndRolesThanAPageHoldsIsReadWhole() {
        Install large = withRoles(install("large"), 620);
        history.record(install("a"));
        history.record(large);

        assertThat(history.all()).hasSize(2);
        assertThat(history.all())
                .filteredOn(each -> each.id().equals("large"))
                .allSatisfy(each -> assertThat(each.roles()).hasSize(620));
    }

    private long statementsOf(Install install) {
        long before = stack.rdsData().count("ExecuteStatement");
        history.record(install);
        return stack.rdsData().count("ExecuteStatement") - before;
    }

    private void letPass(String operation, int calls) {
        for (int i = 0; i < calls; i++) {
            stack.rdsData().faults().next(operation, new Fault.Slow(Duration.ZERO));
        }
    }

    private static Install install(String id) {
        return at(id, NOW);
    }

    /// An install that has no key of KMS and no role.
    private static Install keyless(String id) {
        Install full = install(id);
        return new Install(
                full.id(),
                "semaphore",
                full.version(),
                full.environment(),
                full.account(),
                full.region(),
                List.of(),
                List.of(),
                full.database(),
                full.installedAt(),
                full.uninstalledAt(),
                full.recordedBy());
    }

    private static OwnKey.Kept place(As as, String name, String pointer) {
        return new OwnKey.Kept(
                as,
                "arn:aws:secretsmanager:eu-west-1:111122223333:secret:semaphore/" + name,
                pointer);
    }

    private static Install withRoles(Install install, int count) {
        return new Install(
                install.id(),
                install.product(),
                install.version(),
                install.environment(),
                install.account(),
                install.region(),
                install.keys(),
                IntStream.range(0, count).mapToObj(i -> role("role-" + i)).toList(),
                install.database(),
                install.installedAt(),
                install.uninstalledAt(),
                install.recordedBy());
    }

    private static Install at(String id, Instant installed) {
        return new Install(
                id,
                "spacelift",
                "3.0.0",
                "production",
                "111122223333",
                "eu-west-1",
                List.of(new HeldKey(KeyArn.of(KEY + "a"), KeyRole.DATA)),
                List.of(role("spacelift-server-role-k3x9a")),
                new DatabaseRef(Engine.POSTGRESQL, "arn:aws:rds:a:1:cluster:a", "a", "arn:a"),
                installed,
                Optional.empty(),
                "platform-team");
    }

    /// As long as its form allows, where that has a limit.
    private static Install longest() {
        return new Install(
                        "i".repeat(64),
                        "p".repeat(64),
                        "'\";--\\ :v %?" + "~".repeat(52),
                        "e".repeat(64),
                        "000000000000",
                        "ap-southeast-1",
                        List.of(
                                new HeldKey(KeyArn.of(KEY + "a"), KeyRole.MASTER),
                                new HeldKey(KeyArn.of(KEY + "b"), KeyRole.SIGNING),
                                new HeldKey(KeyArn.of(KEY + "k".repeat(64)), KeyRole.DATA)),
                        List.of(
                                role("a/".repeat(255) + "n".repeat(64)),
                                IamArn.parse("arn:aws:iam::111122223333:user/u").orElseThrow()),
                        new DatabaseRef(
                                Engine.MYSQL,
                                "arn:aws-us-gov:rds:us-gov-west-1:111122223333:cluster:"
                                        + "c".repeat(63),
                                "d".repeat(64),
                                "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:"
                                        + "s".repeat(512)),
                        Instant.parse("2025-03-04T09:00:00Z"),
                        Optional.of(Instant.parse("2026-11-18T16:40:00.999Z")),
                        "r".repeat(64))
                .withOwnKey(
                        Optional.of(
                                new OwnKey(
                                        List.of(
                                                place(As.KEPT, "s".repeat(502), "/" + LONG),
                                                place(As.CONFIG_FILE, "c", "")),
                                        Optional.of("g".repeat(512)))));
    }

    private static IamArn role(String name) {
        return IamArn.parse("arn:aws:iam::111122223333:role/" + name).orElseThrow();
    }
}
