package io.keymend.localaws;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The IAM principals the stand-ins know. Each has one access key; signatures themselves are not
/// checked.
public final class Callers {
    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=([^/]+)/[0-9]{8}/([^/]+)/[^/]+/aws4_request");

    private final Map<String, String> principalByAccessKey = new ConcurrentHashMap<>();
    private final Map<String, String> accessKeyByPrincipal = new ConcurrentHashMap<>();
    private final AtomicInteger made = new AtomicInteger();

    /// The credentials of a principal, made at its first use.
    public AwsBasicCredentials credentials(String principalArn) {
        String accessKey = accessKeyByPrincipal.computeIfAbsent(principalArn, this::newAccessKey);
        return AwsBasicCredentials.create(accessKey, "local-secret-of-" + accessKey);
    }

    /// The same, as the SDK clients take them.
    public StaticCredentialsProvider provider(String principalArn) {
        return StaticCredentialsProvider.create(credentials(principalArn));
    }

    Caller identify(String authorization) {
        Matcher matcher = CREDENTIAL.matcher(authorization);
        if (!matcher.find()) {
            return new Caller("anonymous", "us-east-1");
        }
        return new Caller(
                principalByAccessKey.getOrDefault(matcher.group(1), "anonymous"), matcher.group(2));
    }

    private String newAccessKey(String principalArn) {
        String accessKey = "AKIALOCAL%011d".formatted(made.incrementAndGet());
        principalByAccessKey.put(accessKey, principalArn);
        return accessKey;
    }
}
