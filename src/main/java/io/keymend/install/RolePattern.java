package io.keymend.install;

import io.keymend.denial.IamArn;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Role names that an installer makes up, as one ARN with `*` in it:
/// `arn:aws:iam::111122223333:role/spacelift-server-role-*`.
///
/// The account and the beginning of the name are always literal, so a pattern never stands for
/// every role.
///
/// @param path between slashes; it may hold a `*` instead of the name
public record RolePattern(String partition, String account, String kind, String path, String name) {
    private static final Pattern FORM =
            Pattern.compile(
                    "arn:(aws[a-z-]{0,16}):iam::([0-9]{12}):(role|user)(/(?:[\\x21-\\x7e&&[^\"'\\\\]]{1,510}/)?)([\\w+=,.@-]{3}[\\w+=,.@*-]{0,61})");

    /// The pattern that is the whole of this text, if it is one.
    public static Optional<RolePattern> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && text.contains("*")
                ? Optional.of(
                        new RolePattern(
                                matcher.group(1),
                                matcher.group(2),
                                matcher.group(3),
                                matcher.group(4),
                                matcher.group(5)))
                : Optional.empty();
    }

    /// Whether it stands for this role or user. A session's ARN hides the path, which then is not
    /// compared.
    public boolean matches(IamArn identity) {
        return partition.equals(identity.partition())
                && account.equals(identity.account())
                && kind.equals(identity.kind())
                && (identity.path().isEmpty() || matches(path, identity.path()))
                && matches(name, identity.name());
    }

    /// Whether a text is one of those a glob stands for. Each `*` takes the shortest text that lets
    /// the next literal follow, which is enough, and never goes back further than the last one.
    static boolean matches(String glob, String text) {
        int g = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                resume = t;
            } else if (g < glob.length() && glob.charAt(g) == text.charAt(t)) {
                g++;
                t++;
            } else if (star >= 0) {
                g = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":iam::" + account + ":" + kind + path + name;
    }
}
