package io.keymend.denial;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ARN of a CloudFormation stack.
///
/// @param id told apart from other stacks of the same name, which come before and after it; empty
///   where a record names the stack alone
public record StackArn(String partition, String region, String account, String name, String id) {
    private static final Pattern FORM =
            Pattern.compile(
                    "arn:(aws[a-z-]{0,16}):cloudformation:([a-z0-9-]{1,32}):([0-9]{12}):stack/([A-Za-z][A-Za-z0-9-]{0,127})(?:/([A-Za-z0-9-]{1,64}))?");

    /// The stack ARN that is the whole of this text, if it is one.
    public static Optional<StackArn> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new StackArn(
                                matcher.group(1),
                                matcher.group(2),
                                matcher.group(3),
                                matcher.group(4),
                                matcher.group(5) == null ? "" : matcher.group(5)))
                : Optional.empty();
    }

    /// Whether both have one name in one place, one after the other.
    public boolean sameNameAs(StackArn other) {
        return name.equals(other.name)
                && region.equals(other.region)
                && account.equals(other.account)
                && partition.equals(other.partition);
    }

    @Override
    public String toString() {
        return "arn:"
                + partition
                + ":cloudformation:"
                + region
                + ":"
                + account
                + ":stack/"
                + name
                + (id.isEmpty() ? "" : "/" + id);
    }
}
