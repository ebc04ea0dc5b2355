package io.keymend.doctor;

import io.keymend.evidence.RowKey;
import io.keymend.install.Install;
import io.keymend.mend.Digest;
import io.keymend.mend.PlannedRow;
import io.keymend.remedy.PlanId;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The rows that are to be changed, each with the digest of what it holds. Looking again at the
/// same rows under the same keys comes to the same plan; whatever differs makes it another.
final class KeyPlan {
    private final MessageDigest hash = sha256();
    private final List<PlannedRow> rows = new ArrayList<>();

    /// @param mark what tells a task from others of its kind
    /// @param key the id of the key in use
    KeyPlan(Install install, KeyTask task, String mark, String key) {
        add(install.id());
        add(install.database().clusterArn());
        add(install.database().name());
        add(task.done());
        add(mark);
        add(key);
    }

    void add(String id, String secret) {
        Digest digest =
                new Digest(
                        HexFormat.of()
                                .formatHex(
                                        sha256().digest(secret.getBytes(StandardCharsets.UTF_8))));
        rows.add(new PlannedRow(new RowKey(List.of(id)), digest));
        add(id);
        add(digest.hex());
    }

    /// No text can pass for two.
    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hash.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        hash.update(bytes);
    }

    List<PlannedRow> rows() {
        return List.copyOf(rows);
    }

    /// The plan's name. It can be asked for once.
    PlanId id() {
        return new PlanId(HexFormat.of().formatHex(hash.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
