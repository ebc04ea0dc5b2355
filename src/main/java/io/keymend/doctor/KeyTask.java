package io.keymend.doctor;

import io.keymend.remedy.Mode;

import java.util.List;

/// What a person wants to become of rows of `access_key`.
public sealed interface KeyTask {
    /// Seal again, under the key in use, what another key opens.
    ///
    /// @param from that key's id, or [#NONE]
    record Reseal(String from) implements KeyTask {
        /// Stands for no key, where rows were written while none was set.
        public static final String NONE = "none";
    }

    /// Seal, under the key in use, what is supplied for rows that nothing opens.
    ///
    /// @param secretArn the secret of Secrets Manager that holds it
    record Enter(String secretArn) implements KeyTask {}

    /// Set the values of rows to NULL that nothing opens.
    record Empty(List<String> ids) implements KeyTask {
        public Empty {
            ids = List.copyOf(ids);
        }
    }

    /// The least mode under which it may be done.
    default Mode least() {
        return switch (this) {
            case Reseal _, Enter _ -> Mode.RESEAL;
            case Empty _ -> Mode.PURGE_GONE;
        };
    }

    /// What is said of rows to which it was done.
    default String done() {
        return switch (this) {
            case Reseal _ -> "sealed again";
            case Enter _ -> "entered again";
            case Empty _ -> "emptied";
        };
    }
}
