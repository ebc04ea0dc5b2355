package io.keymend.aws.history;

import io.keymend.aws.api.DataApi;
import io.keymend.install.OwnKey;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of an install's own key: one for the install, and one for each place in order.
final class OwnKeyRows {
    private final List<OwnKey.Kept> kept = new ArrayList<>();
    private @Nullable String logGroup;

    /// Takes the install's row.
    ///
    /// @param group empty where it has none
    void own(String group) {
        logGroup = group;
    }

    /// Takes the next place.
    void kept(String as, String secretArn, String pointer) {
        kept.add(new OwnKey.Kept(OwnKey.As.valueOf(as), secretArn, pointer));
    }

    /// What the rows say; nothing where the install has no row.
    Optional<OwnKey> read() {
        return Optional.ofNullable(logGroup)
                .map(group -> new OwnKey(kept, Optional.of(group).filter(name -> !name.isEmpty())));
    }

    static void insert(DataApi.Statements statements, String install, OwnKey own) {
        statements.run(
                "INSERT INTO keymend.install_own_key (install_id, log_group) VALUES (:id, :group)",
                DataApi.text("id", install),
                DataApi.text("group", own.logGroup().orElse("")));
        for (int place = 0; place < own.kept().size(); place++) {
            OwnKey.Kept kept = own.kept().get(place);
            statements.run(
                    "INSERT INTO keymend.install_kept_key (install_id, place, kept_as, secret_arn,"
                            + " pointer) VALUES (:id, :place, :as, :arn, :pointer)",
                    DataApi.text("id", install),
                    DataApi.number("place", place),
                    DataApi.text("as", kept.as().name()),
                    DataApi.text("arn", kept.secretArn()),
                    DataApi.text("pointer", kept.pointer()));
        }
    }
}
