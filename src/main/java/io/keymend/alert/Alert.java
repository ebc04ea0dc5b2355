package io.keymend.alert;

import java.util.Map;

/// One message to people, with a body for each kind of channel.
///
/// @param subject ASCII, at most 99 characters, no line breaks
/// @param text the whole message, for e-mail and for every channel without a body of its own
/// @param sms one short message in ASCII
/// @param attributes to filter subscriptions by: `severity`, `verdict`, `product`, `keyArn`,
///   `dedupKey`
public record Alert(String subject, String text, String sms, Map<String, String> attributes) {
    public Alert {
        attributes = Map.copyOf(attributes);
    }
}
