package io.keymend.aws.trail;

import io.keymend.denial.KeyArn;
import io.keymend.json.Node;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The key a lifecycle record is about.
///
/// Account and Region are the key ARN's own. AWS pairs the Region of a call with a key of another
/// one, so that is not compared; but a key of another account than the record's is not believed,
/// nor are two keys.
final class KeyInRecord {
    private KeyInRecord() {}

    static Optional<KeyArn> of(Node record) {
        Optional<String> account = account(record);
        List<KeyArn> resources =
                keys(record.at("resources").elements().stream().map(each -> each.at("ARN")));
        if (!resources.isEmpty()) {
            return own(resources, account);
        }
        return own(elsewhere(record), account).or(() -> fromBareId(record, account));
    }

    /// The key of a notice: the envelope names it, and its detail repeats the id.
    static Optional<KeyArn> ofNotice(Node envelope) {
        String id = envelope.at("detail").at("key-id").textOrEmpty();
        return own(
                        keys(envelope.at("resources").elements().stream()),
                        envelope.at("account").text())
                .filter(key -> id.isEmpty() || id.equals(key.id()));
    }

    private static Optional<String> account(Node record) {
        return record.at("recipientAccountId")
                .text()
                .or(() -> record.at("userIdentity").at("accountId").text());
    }

    /// Where the record has no `resources`: the answer of the call, then what it asked for.
    private static List<KeyArn> elsewhere(Node record) {
        Node answer = record.at("responseElements");
        List<KeyArn> answered =
                keys(Stream.of(answer.at("keyId"), answer.at("keyMetadata").at("arn")));
        return answered.isEmpty()
                ? keys(Stream.of(record.at("requestParameters").at("keyId")))
                : answered;
    }

    private static Optional<KeyArn> fromBareId(Node record, Optional<String> account) {
        Node asked = record.at("requestParameters");
        String id = asked.at("keyId").text().or(() -> asked.at("targetKeyId").text()).orElse("");
        String region = record.at("awsRegion").textOrEmpty();
        return account.flatMap(owner ->
                KeyArn.parse(
                        "arn:"
                                + partition(region)
                                + ":kms:"
                                + region
                                + ":"
                                + owner
                                + ":key/"
                                + id));
    }

    private static String partition(String region) {
        return region.startsWith("cn-")
                ? "aws-cn"
                : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    private static List<KeyArn> keys(Stream<Node> places) {
        return places.flatMap(place -> place.text().stream())
                .flatMap(text -> KeyArn.parse(text).stream())
                .distinct()
                .toList();
    }

    private static Optional<KeyArn> own(List<KeyArn> keys, Optional<String> account) {
        return keys.size() == 1
                ? Optional.of(keys.getFirst())
                        .filter(key -> account.map(key.account()::equals).orElse(false))
                : Optional.empty();
    }
}
