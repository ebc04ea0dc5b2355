package io.keymend.localaws;

/// An error a stand-in answers with, by the code the real service uses. Each protocol renders it in
/// its own way.
final class AwsError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    AwsError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /// The message; empty where the real service sends none.
    String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
