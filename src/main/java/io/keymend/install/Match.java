package io.keymend.install;

import io.keymend.denial.KeyArn;

import java.util.List;

/// Whose key a denial is about.
public sealed interface Match {
    /// The key seals the current install's data.
    record Current(Install install, KeyArn key, List<Install> formers) implements Match {
        public Current {
            formers = List.copyOf(formers);
        }
    }

    /// The key sealed a former install's data; another install uses the database now.
    ///
    /// @param formers every former install over this database, the key's holder first
    record Former(Install current, KeyArn key, List<Install> formers) implements Match {
        public Former {
            formers = List.copyOf(formers);
        }

        /// The former install that held the key.
        public Install holder() {
            return formers.getFirst();
        }
    }

    /// The denial names no key; the role says which install, and the tables must say which key.
    record KeyUnnamed(Install current, List<Install> formers) implements Match {
        public KeyUnnamed {
            formers = List.copyOf(formers);
        }
    }

    /// The key is an install's, but it does not seal the database's values.
    record NotData(Install install, KeyArn key, KeyRole role) implements Match {}

    /// More than one install fits.
    record Ambiguous(String why, List<Install> candidates) implements Match {
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }
    }

    /// The key, the role or both belong to no install on record.
    record Unknown(String why) implements Match {}
}
