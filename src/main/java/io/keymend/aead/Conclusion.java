package io.keymend.aead;

import java.util.List;
import java.util.Set;

/// What a table's rows mean together. A pure function of their count and of the keys in use.
public sealed interface Conclusion {
    /// No row asks for a key.
    record NothingSealed() implements Conclusion {}

    /// Every row opens; some may open to what their type does not allow.
    record Fine(long rows, long badContent) implements Conclusion {}

    /// No sealed row opens, and one key at hand opens those that any key opens.
    ///
    /// @param rest rows that it does not open either
    record WrongKey(KeyRef right, Difference difference, long rows, long rest)
            implements Conclusion {}

    /// Rows are sealed under more than one key: a change of keys that stopped half way.
    ///
    /// @param fine rows that open now
    /// @param others rows that another key opens
    /// @param rest rows that nothing at hand opens
    record HalfRekeyed(long fine, List<KeyShare> others, long rest) implements Conclusion {
        public HalfRekeyed {
            others = List.copyOf(others);
        }
    }

    /// Rows were written while no key was set, and one is set now.
    ///
    /// @param rest rows that do not open for another reason
    record WrittenUnencrypted(long rows, long fine, long rest) implements Conclusion {}

    /// Nothing at hand opens any row.
    ///
    /// @param keyIds the ids of the lost keys where values name them
    record KeyLost(Set<String> keyIds, long rows, KeyUse use) implements Conclusion {
        public KeyLost {
            keyIds = Set.copyOf(keyIds);
        }
    }

    /// The key is right, and some rows do not open.
    ///
    /// @param damaged rows that are surely damaged
    /// @param unopened rows that are damaged or were sealed under a key that is not at hand
    record RowsUnopened(long fine, long damaged, long unopened, Set<String> keyIds)
            implements Conclusion {
        public RowsUnopened {
            keyIds = Set.copyOf(keyIds);
        }
    }

    /// What this count means where these keys are in use.
    static Conclusion of(TableCount count, KeyUse use, List<KeyRef> inUse) {
        long rest = count.damaged() + count.lost();
        if (count.asked() == 0) {
            return new NothingSealed();
        }
        if (count.fine() == count.asked()) {
            return new Fine(count.fine(), count.badContent());
        }
        if (isWrongKey(count)) {
            KeyShare right = count.others().getFirst();
            Difference difference = difference(right.key(), use, inUse);
            return new WrongKey(right.key(), difference, right.rows(), rest + count.unencrypted());
        }
        if (count.underOthers() > 0) {
            return new HalfRekeyed(count.fine(), count.others(), rest + count.unencrypted());
        }
        if (count.unencrypted() > 0) {
            return new WrittenUnencrypted(count.unencrypted(), count.fine(), rest);
        }
        if (count.fine() == 0 && count.lost() > 0) {
            return new KeyLost(count.lostKeys().keySet(), count.lost(), use);
        }
        return new RowsUnopened(
                count.fine(), count.damaged(), count.lost(), count.lostKeys().keySet());
    }

    /// Rows written while no key was set do not speak for the key in use.
    private static boolean isWrongKey(TableCount count) {
        return count.inUse().isEmpty() && count.others().size() == 1;
    }

    private static Difference difference(KeyRef right, KeyUse use, List<KeyRef> inUse) {
        boolean fileOnly =
                !inUse.isEmpty()
                        && inUse.stream().allMatch(key -> key.origin() == Origin.CONFIG_FILE);
        if (inUse.stream().anyMatch(key -> key.name().equals(right.repairOf()))) {
            return Difference.MISWRITTEN;
        }
        return switch (use) {
            case NOT_SET -> Difference.NOT_SET;
            case UNUSABLE -> Difference.UNUSABLE;
            case SET ->
                    fileOnly && right.origin() == Origin.ENVIRONMENT
                            ? Difference.DECOY
                            : Difference.REPLACED;
        };
    }
}
