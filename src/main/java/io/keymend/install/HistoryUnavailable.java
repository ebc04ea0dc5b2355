package io.keymend.install;

/// The history's database did not answer. Trying again later may help; the message says what to
/// check.
public final class HistoryUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HistoryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
