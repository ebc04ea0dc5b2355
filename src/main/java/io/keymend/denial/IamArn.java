package io.keymend.denial;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An IAM role or user, without the session that used it.
///
/// @param kind `role` or `user`
/// @param path between slashes, `/` where there is none; empty where a session ARN hides it
public record IamArn(String partition, String account, String kind, String path, String name) {
    private static final Pattern IAM =
            Pattern.compile(
                    "arn:(aws[a-z-]{0,16}):iam::([0-9]{12}):(role|user)(/(?:[\\x21-\\x7e&&[^\"'\\\\]]{1,510}/)?)([\\w+=,.@-]{1,64})");
    private static final Pattern SESSION =
            Pattern.compile(
                    "arn:(aws[a-z-]{0,16}):sts::([0-9]{12}):assumed-role/([\\w+=,.@-]{1,64})/.{1,64}");

    /// Reads `arn:aws:iam::…:role/…`, `arn:aws:iam::…:user/…` or an assumed role's session ARN.
    public static Optional<IamArn> parse(String text) {
        Matcher iam = IAM.matcher(text);
        if (iam.matches()) {
            return Optional.of(
                    new IamArn(
                            iam.group(1), iam.group(2), iam.group(3), iam.group(4), iam.group(5)));
        }
        Matcher session = SESSION.matcher(text);
        return session.matches()
                ? Optional.of(
                        new IamArn(
                                session.group(1), session.group(2), "role", "", session.group(3)))
                : Optional.empty();
    }

    /// Whether both name the same role or user. IAM names are unique within an account whatever
    /// their path.
    public boolean sameAs(IamArn other) {
        return partition.equals(other.partition)
                && account.equals(other.account)
                && kind.equals(other.kind)
                && name.equals(other.name);
    }

    @Override
    public String toString() {
        return "arn:"
                + partition
                + ":iam::"
                + account
                + ":"
                + kind
                + (path.isEmpty() ? "/" : path)
                + name;
    }
}
