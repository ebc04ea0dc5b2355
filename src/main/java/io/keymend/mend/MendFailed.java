package io.keymend.mend;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Nothing was changed. The message says why, without any value.
public abstract sealed class MendFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private MendFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// Something stands against it; trying again will not help.
    public static final class Refused extends MendFailed {
        private static final long serialVersionUID = 1L;

        public Refused(List<String> obstacles) {
            super(String.join("; ", obstacles), null);
        }
    }

    /// The verification inside the transaction disagreed, and all of it was rolled back. A person
    /// must look.
    public static final class Disagreed extends MendFailed {
        private static final long serialVersionUID = 1L;

        public Disagreed(String message) {
            super(message, null);
        }
    }

    /// The database did not answer, was busy or refused; trying again later may help.
    public static final class Unreachable extends MendFailed {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /// The resealer stopped: no other value would fare better.
    public static final class Stopped extends MendFailed {
        private static final long serialVersionUID = 1L;

        public Stopped(String message) {
            super(message, null);
        }
    }
}
