package io.keymend.localaws;

import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The secrets of every account and Region, by ARN.
final class Secrets {
    private static final Pattern SUFFIX = Pattern.compile("-[A-Za-z0-9]{6}$");

    private final Map<String, Secret> secrets = new ConcurrentHashMap<>();

    /// A secret under a chosen ARN; its name is the last part, without the suffix AWS adds.
    Secret add(String arn) {
        String[] parts = arn.split(":", 7);
        if (parts.length < 7 || !parts[2].equals("secretsmanager") || !parts[5].equals("secret")) {
            throw new IllegalArgumentException("not a secret ARN: " + arn);
        }
        Secret secret = new Secret(arn, SUFFIX.matcher(parts[6]).replaceFirst(""));
        if (secrets.putIfAbsent(arn, secret) != null) {
            throw new IllegalStateException("there is a secret " + arn + " already");
        }
        return secret;
    }

    static String newArn(String region, String account, String name) {
        String suffix = UUID.randomUUID().toString().substring(0, 6).toUpperCase(Locale.ROOT);
        return "arn:aws:secretsmanager:%s:%s:secret:%s-%s".formatted(region, account, name, suffix);
    }

    void remove(Secret secret) {
        secrets.remove(secret.arn());
    }

    /// By ARN in the Region that was called, or by name in the caller's account there.
    Optional<Secret> find(String secretId, Caller caller) {
        if (secretId.startsWith("arn:")) {
            return find(secretId).filter(_ -> secretId.split(":", 5)[3].equals(caller.region()));
        }
        String here = ":%s:%s:secret:".formatted(caller.region(), caller.account());
        return secrets.values().stream()
                .filter(secret -> secret.name().equals(secretId) && secret.arn().contains(here))
                .findFirst();
    }

    Optional<Secret> find(String arn) {
        return Optional.ofNullable(secrets.get(arn));
    }

    /// For tests, which know which secrets they made.
    Secret existing(String arn) {
        return find(arn).orElseThrow(() -> new NoSuchElementException("no secret " + arn));
    }
}
