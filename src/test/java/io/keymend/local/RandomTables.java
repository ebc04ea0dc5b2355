package io.keymend.local;

import io.keymend.seal.Encoding;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Tables with random keys, encodings and counts, always with `oidc_settings` and `accounts` among
/// them.
public final class RandomTables {
    private final Random random;

    public RandomTables(Random random) {
        this.random = random;
    }

    public List<SealedTable> next() {
        List<SealedTable> tables = new ArrayList<>();
        tables.add(table("oidc_settings"));
        tables.add(table("accounts"));
        int more = 1 + random.nextInt(4);
        for (int i = 0; i < more; i++) {
            tables.add(table("things_" + i));
        }
        return tables;
    }

    private SealedTable table(String name) {
        int rows = 1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 30);
        List<SealedTable.Column> columns = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            columns.add(column("sealed_" + i, rows));
        }
        SealedTable.Key[] keys = SealedTable.Key.values();
        return new SealedTable(name, keys[random.nextInt(keys.length)], rows, columns);
    }

    private SealedTable.Column column(String name, int rows) {
        Encoding[] encodings = Encoding.values();
        int former = random.nextInt(rows + 1);
        int current = random.nextInt(rows - former + 1);
        int plain = random.nextInt(rows - former - current + 1);
        return new SealedTable.Column(
                name, encodings[random.nextInt(encodings.length)], former, current, plain);
    }
}
