package io.keymend.aws.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aws.OpenClients;
import io.keymend.aws.mend.MendFixture;
import io.keymend.denial.KeyArn;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.localaws.Fault;
import io.keymend.mend.Action;
import io.keymend.mend.BlobInValue;
import io.keymend.mend.ChunkOutcome;
import io.keymend.mend.ChunkOutcome.Reason;
import io.keymend.mend.ChunkOutcome.Skipped;
import io.keymend.mend.MendFailed;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.Resealer;
import io.keymend.mend.RestoreOutcome;
import io.keymend.mend.Selection;
import io.keymend.mend.StoredValue;
import io.keymend.mend.Target;
import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Re-sealing by KMS, in every form a blob is stored in.
abstract class KmsResealerContract extends MendFixture {
    private static final Action.Reseal KEYS = (Action.Reseal) RESEAL;

    KmsResealerContract(Database server) {
        super(server);
    }

    @BeforeEach
    void letKeymendIn() {
        stack.letKeymendAskAbout(Story.FORMER_KEY);
        stack.letKeymendAskAbout(Story.CURRENT_KEY);
    }

    private Resealer resealer() {
        return new KmsResealer(
                OpenClients.kms(stack.clients()),
                new KmsKeyProbe(OpenClients.kms(stack.clients())));
    }

    private static StoredValue text(String text) {
        return new StoredValue.Text(text);
    }

    private String resealed(String stored) {
        assertThat(resealer().reseal(KEYS, text(stored)))
                .isInstanceOf(Resealer.Answer.Resealed.class);
        return resealer().reseal(KEYS, text(stored))
                        instanceof Resealer.Answer.Resealed(StoredValue.Text(var value))
                ? value
                : "";
    }

    private void isCurrent(byte[] blob) {
        assertThat(Fingerprint.at(blob, 5)).isEqualTo(current());
    }

    @Test
    void keysOfTheProductsOwnAreNotKmss() {
        assertThat(resealer().reseal(new Action.SealAgain("a", "b"), new StoredValue.Text("AQ==")))
                .isEqualTo(new Resealer.Answer.Stopped("KMS does not hold these keys"));
    }

    @Test
    void everyFormIsKeptAsItIs() {
        byte[] blob = blob(Story.FORMER_KEY);
        String base64 = Base64.getEncoder().encodeToString(blob);
        String hex = HexFormat.of().formatHex(blob);

        isCurrent(Base64.getDecoder().decode(resealed(base64)));
        assertThat(resealed(base64 + "\n")).endsWith("\n");
        isCurrent(Base64.getDecoder().decode(resealed(base64 + "\n").strip()));
        isCurrent(
                Base64.getUrlDecoder()
                        .decode(resealed(base64.replace('+', '-').replace('/', '_'))));
        isCurrent(HexFormat.of().parseHex(resealed(hex)));
        assertThat(resealed(hex)).isLowerCase();
        assertThat(resealed(hex.toUpperCase(java.util.Locale.ROOT))).isUpperCase();
        assertThat(resealed("\\x" + hex)).startsWith("\\x01");
        assertThat(resealed("{cipher}" + base64)).startsWith("{cipher}AQ");
        assertThat(resealed("v1:" + base64)).startsWith("v1:AQ");
        assertThat(resealer().reseal(KEYS, new StoredValue.Bytes(blob)))
                .isInstanceOfSatisfying(
                        Resealer.Answer.Resealed.class,
                        answer -> isCurrent(((StoredValue.Bytes) answer.value()).value()));
    }

    @Test
    void anEnvelopeOfTinkGetsTheLengthOfItsNewBlob() {
        byte[] blob = blob(Story.FORMER_KEY);
        byte[] envelope =
                ByteBuffer.allocate(4 + blob.length + 40).putInt(blob.length).put(blob).array();
        envelope[envelope.length - 1] = 7;

        BlobInValue found =
                ((BlobInValue.Found.Replaceable) BlobInValue.in(new StoredValue.Bytes(envelope)))
                        .blob();
        assertThat(found.blob()).isEqualTo(blob);
        byte[] next = ((StoredValue.Bytes) found.with(new byte[9])).value();
        assertThat(ByteBuffer.wrap(next).getInt()).isEqualTo(9);
        assertThat(next).hasSize(4 + 9 + 40).endsWith(7);
        assertThat(resealer().reseal(KEYS, new StoredValue.Bytes(envelope)))
                .isInstanceOf(Resealer.Answer.Resealed.class);
    }

    @Test
    void whatBindsItsBlobOrIsUnknownIsLeft() {
        String base64 = Base64.getEncoder().encodeToString(blob(Story.FORMER_KEY));

        for (String stored :
                List.of(
                        "plain",
                        "",
                        "{\"key\": \"" + base64 + "\"}",
                        base64 + ":payload",
                        base64.substring(0, 100),
                        base64.substring(0, 60) + "\n" + base64.substring(60),
                        "{cipher}[keyId=" + Story.FORMER_KEY + "]" + base64)) {
            assertThat(resealer().reseal(KEYS, text(stored)))
                    .as(stored.length() + " characters")
                    .isInstanceOf(Resealer.Answer.Left.class);
        }
        assertThat(stack.kms().count("ReEncrypt")).isZero();
    }

    @Test
    void theSourceKeyDecides() {
        String current = Base64.getEncoder().encodeToString(blob(Story.CURRENT_KEY));
        assertThat(resealer().reseal(KEYS, text(current))).isEqualTo(new Resealer.Answer.Already());

        byte[] other = stack.kms().seal(Story.FORMER_KEY, new byte[] {1}, Map.of("a", "b"));
        assertThat(resealer().reseal(KEYS, new StoredValue.Bytes(other)))
                .isInstanceOf(Resealer.Answer.Left.class);
        Action.Reseal withContext =
                new Action.Reseal(KEYS.source(), KEYS.destination(), Map.of("a", "b"));
        assertThat(resealer().reseal(withContext, new StoredValue.Bytes(other)))
                .isInstanceOf(Resealer.Answer.Resealed.class);
    }

    @Test
    void keysThatCannotBeUsedStopIt() {
        StoredValue value = new StoredValue.Bytes(blob(Story.FORMER_KEY));
        stack.kms().faults().always("ReEncrypt", new Fault.Refused(400, "DisabledException", "no"));
        assertThat(resealer().reseal(KEYS, value)).isInstanceOf(Resealer.Answer.Stopped.class);
        stack.kms().faults().clear();

        KeyArn elsewhere = KeyArn.of(Story.CURRENT_KEY.replace("eu-west-1", "eu-west-2"));
        assertThat(resealer().reseal(new Action.Reseal(KEYS.source(), elsewhere, Map.of()), value))
                .isInstanceOf(Resealer.Answer.Stopped.class);
    }

    @Test
    void rowsAreResealedAndCanBeUndone() throws SQLException {
        for (String type : List.of("text", bytesType())) {
            sql("DROP TABLE IF EXISTS t");
            rows(type);
            Target target = target("t", "v", RESEAL, "id");
            Encoding encoding = type.equals("text") ? Encoding.BASE64 : Encoding.BYTES;
            Selection former = new Selection.Fingerprinted(former(), encoding);
            Selection now = new Selection.Fingerprinted(current(), encoding);
            List<PlannedRow> rows = all(target, former);
            List<String> before = dump("t");

            assertThat(mender().reseal(PERMIT, target, rows, resealer()))
                    .isEqualTo(new ChunkOutcome(250, 0, List.of()));
            assertThat(all(target, former)).isEmpty();
            assertThat(all(target, now)).hasSize(251);
            assertThat(mender().reseal(PERMIT, target, rows, resealer()))
                    .isEqualTo(new ChunkOutcome(0, 250, List.of()));
            assertThat(restore(target, rows)).isEqualTo(new RestoreOutcome(250, 0, List.of()));
            assertThat(dump("t")).isEqualTo(before);
            sql("DELETE FROM keymend.journal", "DELETE FROM keymend.mend");
        }
    }

    private boolean given;

    private void rows(String type) throws SQLException {
        StringBuilder rows = new StringBuilder();
        for (int id = 0; id <= 250; id++) {
            byte[] blob = blob(id == 7 ? Story.CURRENT_KEY : Story.FORMER_KEY);
            String value =
                    type.equals("text")
                            ? "'" + Base64.getEncoder().encodeToString(blob) + "'"
                            : bytes(blob);
            rows.append(id == 0 ? "" : ", ").append("(" + id + ", " + value + ")");
        }
        String[] table = {
            "CREATE TABLE t (id int PRIMARY KEY, v " + type + ")", "INSERT INTO t VALUES " + rows
        };
        if (!given) {
            given(table);
            given = true;
            return;
        }
        sql(table);
        grantAll();
        if (postgres()) {
            sql("GRANT SELECT, INSERT, UPDATE, DELETE ON t TO " + stack.mender());
        }
    }

    @Test
    void rowsTheResealerLeavesStayAsTheyAre() throws SQLException {
        given(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (1, %s), (2, 'plain'), (3, '%s'), (4, NULL)"
                        .formatted(
                                base64(),
                                Base64.getEncoder().encodeToString(blob(Story.CURRENT_KEY))));
        Target target = target("t", "v", RESEAL, "id");
        List<PlannedRow> rows = all(target, new Selection.NotNull());
        assertThat(rows).hasSize(3);

        ChunkOutcome outcome = mender().reseal(PERMIT, target, rows, resealer());
        assertThat(outcome.changed()).isEqualTo(1);
        assertThat(outcome.skipped())
                .extracting(Skipped::reason)
                .containsExactly(Reason.UNKNOWN, Reason.READABLE);
        assertThat(asked("SELECT count(*) FROM t WHERE v = 'plain'")).isEqualTo(1);
    }

    @Test
    void aValueThatDoesNotFitIsRefusedAndNotCut() throws SQLException {
        int length = Base64.getEncoder().encodeToString(blob(Story.FORMER_KEY)).length();
        given(
                "CREATE TABLE t (id int PRIMARY KEY, v varchar(" + length + "))",
                "INSERT INTO t VALUES (1, " + base64() + ")");
        Target target = target("t", "v", RESEAL, "id");
        List<PlannedRow> rows = stale(target);
        List<String> before = dump("t");

        org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                        mender().reseal(
                                        PERMIT,
                                        target,
                                        rows,
                                        (_, value) ->
                                                new Resealer.Answer.Resealed(
                                                        text(
                                                                ((StoredValue.Text) value).value()
                                                                        + "AAAA"))))
                .isInstanceOf(MendFailed.Refused.class);
        assertThat(dump("t")).isEqualTo(before);
        assertThat(mender().mended(PLAN)).isEmpty();
    }
}
