package io.keymend.aws.mend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.aws.OpenClients;
import io.keymend.aws.api.DataApi;
import io.keymend.aws.kms.KmsKeyProbe;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.RowKey;
import io.keymend.install.DatabaseRef;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.localaws.Fault;
import io.keymend.mend.Digest;
import io.keymend.mend.MendFailed;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.RowProver;
import io.keymend.mend.RowProver.Proof;
import io.keymend.mend.Selection;
import io.keymend.mend.Target;
import io.keymend.seal.Encoding;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What KMS says of single rows, asked by the values they hold, on any engine.
abstract class RdsDataRowProverContract extends MendFixture {
    private static final KeyArn CURRENT = KeyArn.of(Story.CURRENT_KEY);
    private static final KeyArn FORMER = KeyArn.of(Story.FORMER_KEY);

    RdsDataRowProverContract(Database server) {
        super(server);
    }

    @Test
    void eachRowIsToldByTheValueItHolds() throws SQLException {
        given(
                "CREATE TABLE things (id int PRIMARY KEY, v text)",
                insert(1, base64(seal(FORMER, Map.of()))),
                insert(2, base64(seal(FORMER, Map.of("a", "b"))) + "\n"),
                insert(3, base64(seal(CURRENT, Map.of()))),
                insert(4, base64(seal(CURRENT, Map.of("a", "b")))),
                insert(5, base64(seal(FORMER, Map.of()))),
                insert(6, base64(seal(FORMER, Map.of()))));
        Target target = target("things", "v", DELETE, "id");
        List<PlannedRow> rows = all(target, new Selection.Fingerprinted(former(), Encoding.BASE64));
        rows.addAll(1, all(target, new Selection.Fingerprinted(current(), Encoding.BASE64)));
        sql(
                "UPDATE things SET v = '" + base64(seal(FORMER, Map.of())) + "' WHERE id = 5",
                "DELETE FROM things WHERE id = 6");

        List<Proof> proofs = prove(target, Encoding.BASE64, rows);

        assertThat(rows)
                .extracting(row -> row.key().values().getFirst())
                .containsExactly("1", "3", "4", "2", "5", "6");
        assertThat(proofs.get(0)).isEqualTo(new Proof.Other());
        assertThat(proofs.get(1)).isEqualTo(new Proof.Opens(CURRENT));
        assertThat(proofs.get(2))
                .as("a context that nobody knows decides nothing, and never means another key")
                .isInstanceOf(Proof.Undecided.class);
        assertThat(proofs.get(3)).isEqualTo(new Proof.Other());
        assertThat(proofs.get(4)).isEqualTo(new Proof.Absent());
        assertThat(proofs.get(5)).isEqualTo(new Proof.Absent());
    }

    @Test
    void everyEncodingIsRead() throws SQLException {
        byte[] blob = seal(FORMER, Map.of());
        String hex = HexFormat.of().formatHex(blob);
        given(
                "CREATE TABLE texts (id int PRIMARY KEY, v text)",
                "INSERT INTO texts VALUES (1, '"
                        + hex
                        + "'), (2, '"
                        + hex.toUpperCase(Locale.ROOT)
                        + "')",
                "CREATE TABLE blobs (id int PRIMARY KEY, v " + bytesType() + ")",
                "INSERT INTO blobs VALUES (1, " + bytes(hex) + ")");
        Target texts = target("texts", "v", DELETE, "id");
        Target blobs = target("blobs", "v", DELETE, "id");
        assertThat(
                        prove(
                                texts,
                                Encoding.HEX,
                                all(texts, new Selection.Fingerprinted(former(), Encoding.HEX))))
                .containsExactly(new Proof.Other(), new Proof.Other());
        assertThat(
                        prove(
                                blobs,
                                Encoding.BYTES,
                                all(blobs, new Selection.Fingerprinted(former(), Encoding.BYTES))))
                .containsExactly(new Proof.Other());
    }

    private String bytes(String hex) {
        return postgres() ? "decode('" + hex + "', 'hex')" : "x'" + hex + "'";
    }

    @Test
    void whatIsNoBlobIsUndecided() throws SQLException {
        given(
                "CREATE TABLE things (id int PRIMARY KEY, v text)",
                insert(1, "no base64!"),
                insert(2, "AAAA"));
        Target target = target("things", "v", DELETE, "id");
        List<PlannedRow> rows = new ArrayList<>();
        for (String[] row : new String[][] {{"1", "no base64!"}, {"2", "AAAA"}}) {
            rows.add(new PlannedRow(new RowKey(List.of(row[0])), sha256(row[1])));
        }
        assertThat(prove(target, Encoding.BASE64, rows))
                .allMatch(Proof.Undecided.class::isInstance);
    }

    @Test
    void manyRowsAreAskedInTheirOrder() throws SQLException {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE things (id int PRIMARY KEY, v text)");
        for (int i = 0; i < 230; i++) {
            statements.add(insert(i, base64(seal(FORMER, Map.of()))));
        }
        given(statements.toArray(String[]::new));
        Target target = target("things", "v", DELETE, "id");
        List<PlannedRow> rows = stale(target);
        sql("DELETE FROM things WHERE id IN (0, 99, 100, 229)");

        List<Proof> proofs = prove(target, Encoding.BASE64, rows);

        assertThat(proofs).hasSize(230);
        for (int i = 0; i < 230; i++) {
            boolean gone = i == 0 || i == 99 || i == 100 || i == 229;
            assertThat(proofs.get(i)).isEqualTo(gone ? new Proof.Absent() : new Proof.Other());
        }
    }

    @Test
    void whereKmsOrNobodyAnswersNothingIsDecided() throws SQLException {
        given(
                "CREATE TABLE things (id int PRIMARY KEY, v text)",
                insert(1, base64(seal(FORMER, Map.of()))));
        Target target = target("things", "v", DELETE, "id");
        List<PlannedRow> rows = stale(target);
        assertThat(
                        prover().prove(
                                        target,
                                        new Selection.Fingerprinted(former(), Encoding.BASE64),
                                        rows,
                                        List.of()))
                .as("no key to ask about")
                .allMatch(Proof.Undecided.class::isInstance);
        stack.kms()
                .faults()
                .always("ReEncrypt", new Fault.Refused(400, "AccessDeniedException", "no"));
        assertThat(prove(target, Encoding.BASE64, rows))
                .allMatch(Proof.Undecided.class::isInstance);
        stack.rdsData()
                .faults()
                .always("ExecuteStatement", new Fault.Refused(400, "DatabaseErrorException", "x"));
        assertThatThrownBy(() -> prove(target, Encoding.BASE64, rows))
                .isInstanceOf(MendFailed.class);
    }

    private List<Proof> prove(Target target, Encoding encoding, List<PlannedRow> rows) {
        return prover().prove(
                        target,
                        new Selection.Fingerprinted(former(), encoding),
                        rows,
                        List.of(CURRENT));
    }

    private RowProver prover() {
        DatabaseRef where =
                new DatabaseRef(
                        stack.engine(),
                        Story.PRODUCT_CLUSTER,
                        stack.productDatabase(),
                        Story.READER_SECRET);
        return new RdsDataRowProver(
                new DataApi(OpenClients.rdsData(stack.clients()).of(where.clusterArn()), where),
                stack.engine(),
                new KmsKeyProbe(OpenClients.kms(stack.clients())));
    }

    private static Digest sha256(String text) {
        try {
            return new Digest(
                    HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256")
                                            .digest(text.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] seal(KeyArn key, Map<String, String> context) {
        return stack.kms().seal(key.toString(), new byte[] {1, 2, 3}, context);
    }

    private static String base64(byte[] blob) {
        return Base64.getEncoder().encodeToString(blob);
    }

    private static String insert(int id, String value) {
        return "INSERT INTO things VALUES (" + id + ", '" + value + "')";
    }
}
