package io.keymend.aws.kms;

import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.TableInspector;
import io.keymend.install.DatabaseRef;
import io.keymend.profile.Profile;
import io.keymend.seal.Fingerprint;
import io.keymend.seal.KmsBlob;
import io.keymend.seal.SealedValue;
import io.keymend.testing.EvidenceBuilder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// One column that holds a value of each fingerprint, in the order they were put there.
final class SealedValues implements TableInspector {
    private final Map<Fingerprint, SealedValue> values = new LinkedHashMap<>();

    Fingerprint add(byte[] blob) {
        Fingerprint fingerprint = Fingerprint.at(blob, KmsBlob.FINGERPRINT_OFFSET);
        values.put(fingerprint, new SealedValue(blob));
        return fingerprint;
    }

    int fingerprints() {
        return values.size();
    }

    @Override
    public Inspection inspect(DatabaseRef database, Profile profile, BooleanSupplier timeIsUp) {
        SealedGroup[] groups =
                values.keySet().stream()
                        .map(fingerprint -> EvidenceBuilder.group(fingerprint, 1))
                        .toArray(SealedGroup[]::new);
        return new Inspection.Seen(
                List.of(EvidenceBuilder.census("hooks", "token", groups)), List.of());
    }

    @Override
    public List<RowKey> rows(DatabaseRef database, ColumnCensus column, SealedGroup group) {
        return group.first();
    }

    @Override
    public Sample sample(DatabaseRef database, ColumnCensus column, SealedGroup group) {
        SealedValue value = values.get(group.fingerprint());
        return value == null ? new Sample.None("no such value") : new Sample.Whole(value);
    }
}
