package io.keymend.testing;

import java.util.ArrayList;
import java.util.List;

/// Every combination of what can be known of a denial. Each constant says in words of its own what
/// is true of it; what the tests expect is made of these words alone.
public record TruthTable(Who who, Key key, Tables tables, Bird bird, Asking asking) {
    public static List<TruthTable> everyRow() {
        List<TruthTable> rows = new ArrayList<>();
        for (Who who : Who.values()) {
            for (Key key : Key.values()) {
                for (Tables tables : Tables.values()) {
                    for (Bird bird : Bird.values()) {
                        for (Asking asking : Asking.values()) {
                            rows.add(new TruthTable(who, key, tables, bird, asking));
                        }
                    }
                }
            }
        }
        return rows;
    }

    /// Whose key was asked for.
    public enum Who {
        A_STRANGER,
        ONE_OF_TWO,
        THE_MASTER_KEY,
        THE_CURRENT_KEY,
        A_FORMER_KEY,
        NO_KEY_NAMED,
        A_FORMER_KEY_OF_ANOTHER_ACCOUNT,
        A_FORMER_KEY_OF_MANY_REGIONS;

        public boolean isAboutTables() {
            return switch (this) {
                case A_STRANGER, ONE_OF_TWO, THE_MASTER_KEY, THE_CURRENT_KEY -> false;
                case A_FORMER_KEY,
                        NO_KEY_NAMED,
                        A_FORMER_KEY_OF_ANOTHER_ACCOUNT,
                        A_FORMER_KEY_OF_MANY_REGIONS ->
                        true;
            };
        }

        /// Whether "not found" in one place can mean gone.
        public boolean livesInOnePlaceOfItsHolder() {
            return this == A_FORMER_KEY || this == NO_KEY_NAMED;
        }

        public boolean namesAKeyThatCounts() {
            return isAboutTables() && this != NO_KEY_NAMED;
        }
    }

    /// What KMS says of the key that sealed the stale rows.
    public enum Key {
        ENABLED,
        ENABLED_BUT_ITS_ALIAS_MOVED,
        DISABLED,
        PENDING_DELETION,
        PENDING_REPLICA_DELETION,
        PENDING_IMPORT,
        STORE_DOWN,
        CREATING,
        HIDDEN,
        NOT_FOUND,
        DELETED_ON_RECORD;

        public boolean mayStillOpenItsRows() {
            return this != NOT_FOUND && this != DELETED_ON_RECORD;
        }

        public boolean isBeingDeleted() {
            return this == PENDING_DELETION || this == PENDING_REPLICA_DELETION;
        }
    }

    /// What the tables hold.
    public enum Tables {
        UNREADABLE,
        EMPTY,
        FINE,
        FINE_AND_ONE_UNREAD,
        FINE_AND_ONE_UNRESOLVED,
        PROBED,
        BY_FINGERPRINT,
        BY_RECORD,
        INFERRED,
        PROBED_AND_ONE_UNREAD,
        PROBED_AND_ONE_UNRESOLVED,
        PROBED_AND_A_STRANGE_ONE,
        ONLY_STRANGE_ONES,
        NEVER_ASKED_OF_THE_CURRENT_KEY,
        ALSO_OF_A_DISABLED_KEY;

        public boolean holdRowsOfTheKey() {
            return switch (this) {
                case UNREADABLE,
                        EMPTY,
                        FINE,
                        FINE_AND_ONE_UNREAD,
                        FINE_AND_ONE_UNRESOLVED,
                        ONLY_STRANGE_ONES ->
                        false;
                case PROBED,
                        BY_FINGERPRINT,
                        BY_RECORD,
                        INFERRED,
                        PROBED_AND_ONE_UNREAD,
                        PROBED_AND_ONE_UNRESOLVED,
                        PROBED_AND_A_STRANGE_ONE,
                        NEVER_ASKED_OF_THE_CURRENT_KEY,
                        ALSO_OF_A_DISABLED_KEY ->
                        true;
            };
        }

        public boolean holdStrangeRows() {
            return this == PROBED_AND_A_STRANGE_ONE || this == ONLY_STRANGE_ONES;
        }

        /// Whether every table was read, every value has a known sealer that was seen to make it,
        /// and KMS said that the current key did not.
        public boolean areProvedThroughout() {
            return this == PROBED || this == BY_FINGERPRINT || this == BY_RECORD;
        }

        /// Whether all were read, and the rows of the key are proved to be its own and not the
        /// current key's, whatever else there is.
        public boolean proveTheRowsOfTheKey() {
            return areProvedThroughout()
                    || this == PROBED_AND_ONE_UNRESOLVED
                    || this == PROBED_AND_A_STRANGE_ONE
                    || this == ALSO_OF_A_DISABLED_KEY;
        }
    }

    /// Whether the current key opened a fresh value of its own.
    public enum Bird {
        SINGS,
        IS_DEAD,
        WAS_NOT_ASKED
    }

    /// What Keymend may ask.
    public enum Asking {
        KMS_ANSWERS_IN_THIS_PLACE,
        NOBODY_ANSWERS_ABOUT_ANY_OTHER_KEY
    }
}
