package io.keymend.localaws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// One message attribute.
///
/// @param value text, or base64 for type `Binary`
record SnsAttribute(String name, String type, String value) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,255}");
    private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\..+)?");

    /// Every attribute of a Publish form, in its order.
    static List<SnsAttribute> all(Map<String, String> form) {
        List<SnsAttribute> attributes = new ArrayList<>();
        for (int entry = 1; ; entry++) {
            String prefix = "MessageAttributes.entry." + entry;
            String name = form.get(prefix + ".Name");
            if (name == null) {
                return attributes;
            }
            attributes.add(read(form, prefix + ".Value.", name));
        }
    }

    int size() {
        return SnsMessage.bytes(name) + SnsMessage.bytes(type) + SnsMessage.bytes(value);
    }

    private static SnsAttribute read(Map<String, String> form, String prefix, String name) {
        String type = form.getOrDefault(prefix + "DataType", "");
        if (!NAME.matcher(name).matches() || !TYPE.matcher(type).matches()) {
            throw invalid(name, "has an invalid name or type.");
        }
        String member = type.startsWith("Binary") ? "BinaryValue" : "StringValue";
        String value = form.getOrDefault(prefix + member, "");
        if (value.isEmpty()) {
            throw invalid(
                    name, "must contain non-empty message attribute value for its type " + type);
        }
        return new SnsAttribute(name, type, value);
    }

    private static AwsError invalid(String name, String what) {
        return new AwsError(
                400, "ParameterValueInvalid", "The message attribute '" + name + "' " + what);
    }
}
