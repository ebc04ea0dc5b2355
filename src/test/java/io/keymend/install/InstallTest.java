package io.keymend.install;

import static io.keymend.testing.InstallBuilder.current;
import static io.keymend.testing.InstallBuilder.currently;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.denial.IamArn;
import io.keymend.testing.Ids;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class InstallTest {
    @Test
    void onlyDataKeysSealData() {
        Install install =
                currently()
                        .key(Ids.FORMER_KEY, KeyRole.SIGNING)
                        .key(Ids.OLDEST_KEY, KeyRole.MASTER)
                        .key(Ids.REPLICA_HERE, KeyRole.DATA)
                        .build();
        assertThat(install.dataKeys()).containsExactly(Ids.CURRENT_KEY, Ids.REPLICA_HERE);
        assertThat(install.roleOf(Ids.FORMER_KEY)).contains(KeyRole.SIGNING);
        assertThat(install.roleOf(Ids.OLDEST_KEY)).contains(KeyRole.MASTER);
        assertThat(install.roleOf(Ids.REPLICA_THERE)).contains(KeyRole.DATA);
        assertThat(install.roleOf(Ids.STRANGER_KEY)).isEmpty();
    }

    @Test
    void itRunsAsItsRoleUnderAnyPathOrSession() {
        String session = "arn:aws:sts::111122223333:assumed-role/spacelift-server-role-k3x9a/i-1";
        String path = "arn:aws:iam::111122223333:role/team/spacelift-server-role-k3x9a";
        assertThat(current().runsAs(IamArn.parse(session).orElseThrow())).isTrue();
        assertThat(current().runsAs(IamArn.parse(path).orElseThrow())).isTrue();
        assertThat(current().runsAs(Ids.FORMER_ROLE)).isFalse();
    }

    @Test
    void aHouseIsOneProductOverOneDatabaseWhoeverReadsIt() {
        DatabaseRef here = current().database();
        DatabaseRef otherReader =
                new DatabaseRef(here.engine(), here.clusterArn(), here.name(), "another secret");
        assertThat(here.sameDatabaseAs(otherReader)).isTrue();
        assertThat(current().sameHouseAs(currently().database("staging").build())).isFalse();
        assertThat(current().sameHouseAs(currently().product("other").build())).isFalse();
        assertThat(current().sameHouseAs(currently().account("444455556666").build())).isTrue();
    }

    @Test
    void aRecordedInstallNoLongerChanges() {
        List<HeldKey> keys = new ArrayList<>(current().keys());
        Install install = withKeys(keys);
        keys.clear();
        assertThat(install.dataKeys()).containsExactly(Ids.CURRENT_KEY);
    }

    private static Install withKeys(List<HeldKey> keys) {
        Install model = current();
        return new Install(
                model.id(),
                model.product(),
                model.version(),
                model.environment(),
                model.account(),
                model.region(),
                keys,
                model.roles(),
                model.database(),
                model.installedAt(),
                model.uninstalledAt(),
                model.recordedBy());
    }
}
