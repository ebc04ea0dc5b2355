package io.keymend.localaws;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The parts of a key ARN.
record KmsKeyArn(String partition, String region, String account, String id) {
    private static final Pattern FORM =
            Pattern.compile("arn:(aws[a-z-]*):kms:([a-z0-9-]+):([0-9]{12}):key/([A-Za-z0-9-]+)");

    /// @throws IllegalArgumentException when the text is no key ARN
    static KmsKeyArn parse(String arn) {
        Matcher matcher = FORM.matcher(arn);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a KMS key ARN: " + arn);
        }
        return new KmsKeyArn(
                matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
    }

    KmsKeyArn in(String otherRegion) {
        return new KmsKeyArn(partition, otherRegion, account, id);
    }

    @Override
    public String toString() {
        return "arn:%s:kms:%s:%s:key/%s".formatted(partition, region, account, id);
    }
}
