package io.keymend.local;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Canary;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.KeyProbe;
import io.keymend.evidence.KeyReading;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.RowKey;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.TableInspector;
import io.keymend.install.DatabaseRef;
import io.keymend.profile.Profile;
import io.keymend.seal.SealedValue;

import java.util.List;
import java.util.function.BooleanSupplier;

/// A database and a KMS that nobody asks. They say so, and know nothing.
final class Unasked implements TableInspector, KeyProbe {
    private static final String WHY = "this run asks neither a database nor KMS";

    @Override
    public Inspection inspect(DatabaseRef database, Profile profile, BooleanSupplier timeIsUp) {
        return new Inspection.Unseen(WHY);
    }

    @Override
    public List<RowKey> rows(DatabaseRef database, ColumnCensus column, SealedGroup group) {
        return List.of();
    }

    @Override
    public Sample sample(DatabaseRef database, ColumnCensus column, SealedGroup group) {
        return new Sample.None(WHY);
    }

    @Override
    public KeyReading read(KeyArn key) {
        return KeyReading.of(new KeyState.Hidden(WHY));
    }

    @Override
    public Canary canary(KeyArn key) {
        return new Canary.NotRun(WHY);
    }

    @Override
    public Own ownFingerprint(KeyArn key) {
        return new Own.Unknown(WHY);
    }

    @Override
    public Answer sealedBy(KeyArn key, SealedValue value) {
        return new Answer.Undecided(WHY);
    }
}
