package io.keymend.localaws;

import java.nio.charset.StandardCharsets;

/// What crosses the socket between a client and a stand-in.
final class Wire {
    private Wire() {}

    /// One request, with the operation the service's protocol names in it.
    ///
    /// @param target the `X-Amz-Target` header, or the empty string
    record Request(
            String method,
            String path,
            String target,
            String contentType,
            String body,
            Caller caller) {
        /// Without the body: it can hold plaintext and SQL parameters.
        @Override
        public String toString() {
            return "Request[" + method + " " + path + " " + target + " by " + caller + "]";
        }
    }

    /// One answer.
    record Answer(int status, String contentType, String body) {
        static Answer json(String contentType, String body) {
            return new Answer(200, contentType, body);
        }

        int length() {
            return body.getBytes(StandardCharsets.UTF_8).length;
        }

        /// Without the body: it can hold plaintext.
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }
}
