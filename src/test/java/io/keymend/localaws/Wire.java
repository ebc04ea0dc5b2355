package io.keymend.localaws;

import java.nio.charset.StandardCharsets;
import java.util.Map;

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
    ///
    /// @param headers beside the content type and the request id
    record Answer(int status, String contentType, String body, Map<String, String> headers) {
        Answer(int status, String contentType, String body) {
            this(status, contentType, body, Map.of());
        }

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
