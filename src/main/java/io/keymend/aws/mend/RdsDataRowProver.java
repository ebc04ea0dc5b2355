package io.keymend.aws.mend;

import static io.keymend.aws.api.DataApi.text;

import io.keymend.aws.api.DataApi;
import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyProbe;
import io.keymend.install.Engine;
import io.keymend.mend.PlannedRow;
import io.keymend.mend.RowProver;
import io.keymend.mend.Selection;
import io.keymend.mend.Target;
import io.keymend.seal.Encoding;
import io.keymend.seal.SealedValue;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.model.BadRequestException;
import software.amazon.awssdk.services.rdsdata.model.Field;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads each planned value by the key and the digest of its row, with the reading user, and asks
/// KMS about it.
final class RdsDataRowProver implements RowProver {
    /// Values of one answer, which has at most 1 MiB; a KMS blob in base64 has 8 KB at most.
    private static final int AT_ONCE = 100;

    private final DataApi database;
    private final MendSql sql;
    private final KeyProbe probe;

    RdsDataRowProver(DataApi database, Engine engine, KeyProbe probe) {
        this.database = database;
        this.sql = MendSql.of(engine);
        this.probe = probe;
    }

    @Override
    public List<Proof> prove(
            Target target, Selection selection, List<PlannedRow> rows, List<KeyArn> keys) {
        try {
            MendTable table = new MendTables(database::query, sql).read(target.column().table());
            MendColumn column = table.column(target.column().column()).orElseThrow();
            List<Proof> proofs = new ArrayList<>();
            for (int from = 0; from < rows.size(); from += AT_ONCE) {
                List<PlannedRow> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
                proofs.addAll(some(table, column, selection, some, keys));
            }
            return proofs;
        } catch (SdkException e) {
            throw MendFailures.failed(e);
        }
    }

    private List<Proof> some(
            MendTable table,
            MendColumn column,
            Selection selection,
            List<PlannedRow> rows,
            List<KeyArn> keys) {
        Map<Integer, String> values = new HashMap<>();
        Map<Integer, Proof> unread = new HashMap<>();
        read(table, column, rows, 0, rows.size(), values, unread);
        List<Proof> proofs = new ArrayList<>();
        for (int n = 0; n < rows.size(); n++) {
            String value = values.get(n);
            proofs.add(
                    value == null
                            ? unread.getOrDefault(n, new Proof.Absent())
                            : proof(selection, value, keys));
        }
        return proofs;
    }

    /// The values that are as planned, by their row's place in the list.
    private void read(
            MendTable table,
            MendColumn column,
            List<PlannedRow> rows,
            int from,
            int to,
            Map<Integer, String> values,
            Map<Integer, Proof> unread) {
        String json =
                MendChunk.json(rows.subList(from, to).stream().map(MendChunk.Row::of).toList());
        try {
            for (List<Field> row : database.query(sql.values(table, column), text("rows", json))) {
                values.put(
                        from + Math.toIntExact(row.get(0).longValue()), row.get(1).stringValue());
            }
        } catch (BadRequestException _) {
            if (to - from == 1) {
                unread.put(
                        from,
                        new Proof.Undecided("its value does not fit an answer of the Data API"));
                return;
            }
            int middle = (from + to) / 2;
            read(table, column, rows, from, middle, values, unread);
            read(table, column, rows, middle, to, values, unread);
        }
    }

    private Proof proof(Selection selection, String value, List<KeyArn> keys) {
        return blob(selection, value)
                .map(blob -> asked(new SealedValue(blob), keys))
                .orElseGet(() -> new Proof.Undecided("its value is no KMS blob"));
    }

    private Proof asked(SealedValue value, List<KeyArn> keys) {
        Optional<Proof> undecided = Optional.empty();
        for (KeyArn key : keys) {
            switch (probe.sealedBy(key, value)) {
                case KeyProbe.Answer.Yes() -> {
                    return new Proof.Opens(key);
                }
                case KeyProbe.Answer.No() -> {}
                case KeyProbe.Answer.Undecided(var why) ->
                        undecided = Optional.of(new Proof.Undecided(why));
                case KeyProbe.Answer.Unaskable(var why) ->
                        undecided = Optional.of(new Proof.Undecided(why));
                case KeyProbe.Answer.Unanswered(var why) ->
                        undecided = Optional.of(new Proof.Undecided(why));
            }
        }
        return keys.isEmpty()
                ? new Proof.Undecided("there is no key to ask about")
                : undecided.orElseGet(Proof.Other::new);
    }

    /// A text may end with the line break of the tool that wrote it.
    private static Optional<byte[]> blob(Selection selection, String value) {
        try {
            return switch (selection) {
                case Selection.Fingerprinted(_, var encoding) when encoding == Encoding.BASE64 ->
                        Optional.of(Base64.getDecoder().decode(value.strip()));
                case Selection.Fingerprinted _ ->
                        Optional.of(HexFormat.of().parseHex(value.strip()));
                case Selection.NotNull() -> Optional.empty();
            };
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
