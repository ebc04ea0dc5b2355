package io.keymend.denial;

import io.keymend.denial.PolicyRefusal.Layer;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which policy an error text says refused the call.
///
/// @param explicit whether a statement denies; empty where the text leaves it open
/// @param certain false where the text names the layer as one possibility among others
/// @param arn the policy's ARN
record PolicyInMessage(
        Optional<Layer> layer, Optional<Boolean> explicit, boolean certain, Optional<String> arn) {
    private static final PolicyInMessage NONE =
            new PolicyInMessage(Optional.empty(), Optional.empty(), true, Optional.empty());

    private static final String KIND =
            "("
                    + Arrays.stream(Layer.values())
                            .map(Layer::words)
                            .collect(Collectors.joining("|"))
                    + "|sessions)\\b";
    private static final Pattern EXPLICIT =
            Pattern.compile("\\bwith an explicit deny\\b(?: in an? " + KIND + ")?");
    private static final Pattern IMPLICIT = Pattern.compile("\\bbecause no " + KIND);
    private static final Pattern ENDPOINT = Pattern.compile("\\bdenied due to an? " + KIND);

    /// Three causes that KMS does not tell apart for a key of another account.
    private static final String OPEN = "because the resource does not exist in this Region";

    private static final String ARN =
            "(arn:aws[a-z-]{0,16}:(?:"
                    + "organizations::(?:[0-9]{12}|aws):policy/(?:o-[a-z0-9]{10,32}/)?"
                    + "(?:service|resource)_control_policy/p-[A-Za-z0-9_]{8,128}+"
                    + "|(?!organizations:)[a-z0-9-]{2,32}:[a-z0-9-]{0,32}:(?:[0-9]{12}|aws)?:"
                    + "[A-Za-z0-9_+=,.@/:-]{1,1024}+))";
    private static final Pattern AFTER_REASON =
            Pattern.compile(
                    "(?: policy| policies)?(?: transitively through an? "
                            + KIND
                            + "(?: policy)?)?(?: allows? the [^ ]{1,200} action)?: "
                            + ARN);

    /// A text of which only the end is left.
    private static final Pattern TAIL = Pattern.compile("^[^A-Za-z0-9]{0,8}: " + ARN);

    static PolicyInMessage find(String message) {
        if (message.contains(OPEN)) {
            return new PolicyInMessage(
                    Optional.of(Layer.RESOURCE_BASED), Optional.empty(), false, Optional.empty());
        }
        return reason(EXPLICIT, message, Optional.of(true))
                .or(() -> reason(IMPLICIT, message, Optional.of(false)))
                .or(() -> reason(ENDPOINT, message, Optional.empty()))
                .or(() -> tail(message))
                .orElse(NONE);
    }

    private static Optional<PolicyInMessage> reason(
            Pattern pattern, String message, Optional<Boolean> explicit) {
        Matcher reason = pattern.matcher(message);
        if (!reason.find()) {
            return Optional.empty();
        }
        Matcher after = AFTER_REASON.matcher(message).region(reason.end(), message.length());
        return Optional.of(
                new PolicyInMessage(
                        Optional.ofNullable(reason.group(1)).flatMap(PolicyInMessage::layer),
                        explicit,
                        true,
                        after.lookingAt() ? arn(after, 2, message) : Optional.empty()));
    }

    private static Optional<PolicyInMessage> tail(String message) {
        Matcher tail = TAIL.matcher(message);
        return tail.find()
                ? arn(tail, 1, message)
                        .map(arn ->
                                new PolicyInMessage(
                                        layerOf(arn), Optional.empty(), true, Optional.of(arn)))
                : Optional.empty();
    }

    /// Nothing where the text may have been cut in the middle of it.
    private static Optional<String> arn(Matcher matcher, int group, String message) {
        boolean cut = matcher.end(group) == message.length() && ErrorText.mayBeCut(message);
        return cut
                ? Optional.empty()
                : Optional.of(matcher.group(group).replaceFirst("[.,:=]{1,3}$", ""));
    }

    private static Optional<Layer> layer(String kind) {
        return Arrays.stream(Layer.values())
                .filter(layer -> kind.equals(layer.words()) || kind.equals(layer.words() + "s"))
                .findFirst();
    }

    private static Optional<Layer> layerOf(String arn) {
        return arn.contains(":policy/") && arn.contains("service_control_policy/")
                ? Optional.of(Layer.SERVICE_CONTROL)
                : arn.contains("resource_control_policy/")
                        ? Optional.of(Layer.RESOURCE_CONTROL)
                        : Optional.empty();
    }
}
