package io.keymend.alert;

/// The channel did not accept an alert. Trying again later may help.
public final class NotAnnounced extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAnnounced(String message, Throwable cause) {
        super(message, cause);
    }
}
