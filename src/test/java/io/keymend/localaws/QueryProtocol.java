package io.keymend.localaws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// The AWS query protocol: a form in, the operation in its `Action`, XML out.
final class QueryProtocol {
    private static final String CONTENT_TYPE = "text/xml";

    private final String namespace;

    /// @param namespace the XML namespace of the service's answers
    QueryProtocol(String namespace) {
        this.namespace = namespace;
    }

    static Map<String, String> form(Wire.Request request) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : request.body().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
        }
        return form;
    }

    Wire.Answer ok(String operation, Map<String, String> result) {
        String members =
                result.entrySet().stream()
                        .map(member -> element(member.getKey(), escape(member.getValue())))
                        .collect(Collectors.joining());
        String body = element(operation + "Result", members);
        String metadata = element("ResponseMetadata", requestId());
        return new Wire.Answer(200, CONTENT_TYPE, root(operation + "Response", body + metadata));
    }

    Wire.Answer error(AwsError error) {
        String members =
                element("Type", error.status() < 500 ? "Sender" : "Receiver")
                        + element("Code", escape(error.code()))
                        + element("Message", escape(error.text()));
        String body = root("ErrorResponse", element("Error", members) + requestId());
        return new Wire.Answer(error.status(), CONTENT_TYPE, body);
    }

    private String root(String name, String content) {
        return "<%s xmlns=\"%s\">%s</%s>".formatted(name, namespace, content, name);
    }

    private static String requestId() {
        return element("RequestId", UUID.randomUUID().toString());
    }

    private static String element(String name, String content) {
        return "<%s>%s</%s>".formatted(name, content, name);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /// Text that is not URL encoded stays as it is, and names no operation there is.
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
