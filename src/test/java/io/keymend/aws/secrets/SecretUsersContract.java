package io.keymend.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.keymend.doctor.Dependant;
import io.keymend.doctor.Dependant.Kind;
import io.keymend.local.SemaphoreLayout;
import io.keymend.localaws.Database;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Who uses Semaphore's rows, on any engine.
abstract class SecretUsersContract extends SemaphoreFixture {
    SecretUsersContract(Database server) {
        super(server);
    }

    private Map<String, List<Dependant>> users(long... ids) {
        List<String> texts = new ArrayList<>();
        for (long id : ids) {
            texts.add("" + id);
        }
        return tables().dependants(database(), texts);
    }

    private static Dependant of(Kind kind, long id, String name) {
        return new Dependant(kind, "" + id, name);
    }

    @Test
    void everyKindOfUserIsFoundByItsName() throws SQLException {
        SemaphoreLayout layout = layOut();
        long shop = layout.project("shop");
        long key = layout.key("a", "ssh", "x", shop);
        long other = layout.key("b", "ssh", "x", shop);
        long unused = layout.key("c", "ssh", "x", shop);
        long site = layout.repository(shop, "site", key);
        long hosts = layout.inventory(shop, "hosts", key, other);
        long both = layout.inventory(shop, "both: 'x'", key, key);
        long deploy = layout.template(shop, "deploy");
        layout.vault(shop, deploy, key);
        layout.vault(shop, deploy, key);
        long hook = layout.webhook(shop, deploy, "on push", "hmac", key);
        layout.webhook(shop, deploy, "open", "none", null);
        layout.terraformAlias(shop, hosts, "prod-state", other);
        long production = layout.environment(shop, "production");
        layout.set(other, "environment_id", production);
        Map<String, List<Dependant>> users = users(key, other, unused);
        assertThat(users).containsOnlyKeys("" + key, "" + other);
        assertThat(users.get("" + key))
                .containsExactlyInAnyOrder(
                        of(Kind.REPOSITORY, site, "site"),
                        of(Kind.INVENTORY, hosts, "hosts"),
                        of(Kind.INVENTORY, both, "both: 'x'"),
                        of(Kind.TEMPLATE, deploy, "deploy"),
                        of(Kind.WEBHOOK, hook, "on push"));
        assertThat(users.get("" + other))
                .containsExactlyInAnyOrder(
                        of(Kind.INVENTORY, hosts, "hosts"),
                        new Dependant(Kind.TERRAFORM_ALIAS, "prod-state", "prod-state"),
                        of(Kind.ENVIRONMENT, production, "production"));
        assertThat(users(unused)).isEmpty();
        assertThat(users()).isEmpty();
    }

    /// MySQL takes no notice of a reference that stands behind its column.
    @Test
    void columnsThatAreKnownNeedNoForeignKey() throws SQLException {
        sql(
                "CREATE TABLE access_key (id int PRIMARY KEY, name text, type text, secret text)",
                "INSERT INTO access_key VALUES (1, 'k', 'ssh', 'x')",
                "CREATE TABLE project__repository (id int PRIMARY KEY, name text, ssh_key_id int)",
                "CREATE TABLE project__inventory (id int PRIMARY KEY, name text, become_key_id"
                        + " int)",
                "CREATE TABLE project__template (id int PRIMARY KEY, alias text, vault_key_id int)",
                "CREATE TABLE project__proxy (id int PRIMARY KEY, ssh_key_id int)",
                "CREATE TABLE project__host_config (id int PRIMARY KEY, ssh_key_id int)",
                "CREATE TABLE project__template_key (key_id int)",
                "CREATE TABLE project__repository_submodule_credential (id int PRIMARY KEY,"
                        + " access_key_id int)",
                "CREATE TABLE project__alert (id int PRIMARY KEY, key_id int)",
                "INSERT INTO project__repository VALUES (2, 'site', 1), (3, 'other', 4)",
                "INSERT INTO project__inventory VALUES (5, 'hosts', 1)",
                "INSERT INTO project__template VALUES (6, 'deploy', 1)",
                "INSERT INTO project__proxy VALUES (7, 1), (8, 1)",
                "INSERT INTO project__host_config VALUES (9, 1)",
                "INSERT INTO project__template_key VALUES (1), (1)",
                "INSERT INTO project__repository_submodule_credential VALUES (10, 1)",
                "INSERT INTO project__alert VALUES (11, 1)");
        grantAll();
        assertThat(users(1).get("1"))
                .containsExactlyInAnyOrder(
                        of(Kind.REPOSITORY, 2, "site"),
                        of(Kind.INVENTORY, 5, "hosts"),
                        of(Kind.TEMPLATE, 6, "deploy"),
                        of(Kind.OTHER, 7, "project__proxy"),
                        of(Kind.OTHER, 8, "project__proxy"),
                        of(Kind.OTHER, 9, "project__host_config"),
                        new Dependant(Kind.OTHER, "", "project__template_key"),
                        of(Kind.OTHER, 10, "project__repository_submodule_credential"),
                        of(Kind.OTHER, 11, "project__alert"));
    }

    @Test
    void whateverHasAForeignKeyCounts() throws SQLException {
        SemaphoreLayout layout = layOut();
        long key = layout.key("a", "ssh", "x", null);
        sql(
                "CREATE TABLE later (id int PRIMARY KEY, sealed_by int, FOREIGN KEY (sealed_by)"
                        + " REFERENCES access_key (id))",
                "CREATE TABLE nameless (sealed_by int, FOREIGN KEY (sealed_by) REFERENCES"
                        + " access_key (id))",
                "INSERT INTO later VALUES (12, " + key + "), (13, NULL)",
                "INSERT INTO nameless VALUES (" + key + ")");
        if (postgres()) {
            cannotTell(
                    "DatabaseErrorException: ERROR: permission denied for table later; SQLState:"
                            + " 42501");
        }
        layout.grantReader();
        assertThat(users(key).get("" + key))
                .containsExactlyInAnyOrder(
                        of(Kind.OTHER, 12, "later"), new Dependant(Kind.OTHER, "", "nameless"));
    }

    @Test
    void manyKeysAndManyUsersAreAllFound() throws SQLException {
        SemaphoreLayout layout = layOut();
        long shop = layout.project("shop");
        layout.keys(Collections.nCopies(450, "x"), shop);
        String numbered =
                String.join(
                        ", ",
                        IntStream.rangeClosed(1, 1_250)
                                .mapToObj(n -> "(%d, 'site %d', '', %d)".formatted(shop, n, 450))
                                .toList());
        sql(
                "INSERT INTO project__repository (project_id, name, git_url, ssh_key_id) VALUES "
                        + numbered,
                "INSERT INTO project__repository (project_id, name, git_url, ssh_key_id) SELECT"
                        + " project_id, 'own', '', id FROM access_key WHERE id < 450");
        Map<String, List<Dependant>> users =
                users(IntStream.rangeClosed(1, 450).asLongStream().toArray());
        assertThat(users).hasSize(450);
        assertThat(users.get("450")).hasSize(1_250).doesNotHaveDuplicates();
        assertThat(users.get("1")).extracting(Dependant::name).containsExactly("own");
    }

    @Test
    void whatCannotBeReadIsNotUnused() throws SQLException {
        sql("CREATE TABLE unrelated (id int)");
        grantAll();
        cannotTell("there is no table access_key that this user may read");
    }

    @Test
    void aTableOfEveryVersionThatIsMissingIsHidden() throws SQLException {
        SemaphoreLayout layout = layOut();
        layout.key("a", "ssh", "x", null);
        readOnly("access_key", "project__inventory");
        cannotTell("there is no table project__repository that this user may read");
    }

    @Test
    void aTableThatIsHiddenIsNotEmpty() throws SQLException {
        SemaphoreLayout layout = layOut();
        layout.key("a", "ssh", "x", null);
        readOnly("access_key", "project__inventory", "project__repository");
        cannotTell("there is no table project__integration that this user may read");
    }

    @Test
    void anIdIsANumber() throws SQLException {
        layOut();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tables().dependants(database(), List.of("1) OR (1=1")))
                .withMessage("ids of access_key are numbers");
    }
}
