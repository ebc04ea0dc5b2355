package io.keymend.localaws;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The keys and aliases of every account and Region.
final class KmsKeys {
    private final Map<KmsKeyArn, KmsKey> keys = new ConcurrentHashMap<>();
    private final Map<String, KmsKeyArn> aliases = new ConcurrentHashMap<>();

    void add(KmsKey key) {
        if (keys.putIfAbsent(key.arn(), key) != null) {
            throw new IllegalStateException("there is a key " + key.arn() + " already");
        }
    }

    /// After this nothing here knows the key any more. A replica in another Region keeps the
    /// material.
    void remove(KmsKey key) {
        keys.remove(key.arn());
        aliases.values().removeIf(key.arn()::equals);
    }

    /// Gives an alias to a key of its account and Region, or points it at another one.
    void alias(String name, KmsKey target) {
        if (!name.startsWith("alias/")) {
            throw new IllegalArgumentException("an alias starts with alias/: " + name);
        }
        aliases.put(aliasArn(name, target.arn()), target.arn());
    }

    /// For tests, which know which keys they made.
    KmsKey existing(String keyArn) {
        return find(KmsKeyArn.parse(keyArn))
                .orElseThrow(() -> new NoSuchElementException("no key " + keyArn));
    }

    Optional<KmsKey> find(KmsKeyArn arn) {
        return Optional.ofNullable(keys.get(arn));
    }

    /// The key that sealed a blob, as far as the Region still has it.
    Optional<KmsKey> sealing(KmsBlob blob, String region) {
        return keys.values().stream()
                .filter(key -> key.arn().region().equals(region))
                .filter(key -> key.sealing(blob).isPresent())
                .findFirst();
    }

    /// A multi-Region key in every Region it is in, itself included.
    List<KmsKey> related(KmsKey key) {
        return keys.values().stream().filter(key::isRelatedTo).toList();
    }

    List<KmsKey> in(String account, String region) {
        return keys.values().stream()
                .filter(key -> key.arn().account().equals(account))
                .filter(key -> key.arn().region().equals(region))
                .toList();
    }

    /// The key ARN a `KeyId` stands for: an ARN, a bare id or an alias in the caller's account and
    /// Region.
    ///
    /// @throws AwsError when the text names nothing in this Region; a key ARN need not name an
    ///   existing key
    KmsKeyArn resolve(String keyId, Caller caller) {
        KmsKeyArn here = new KmsKeyArn("aws", caller.region(), caller.account(), keyId);
        if (keyId.startsWith("alias/")) {
            return target(aliasArn(keyId, here));
        }
        if (!keyId.startsWith("arn:")) {
            return here;
        }
        String[] parts = keyId.split(":", 6);
        if (parts.length < 6 || !parts[3].equals(caller.region())) {
            throw notFound("Invalid arn " + (parts.length < 6 ? keyId : parts[3]));
        }
        return parts[5].startsWith("alias/") ? target(keyId) : parse(keyId);
    }

    private KmsKeyArn target(String aliasArn) {
        KmsKeyArn arn = aliases.get(aliasArn);
        if (arn == null) {
            throw notFound("Alias " + aliasArn + " is not found.");
        }
        return arn;
    }

    private static KmsKeyArn parse(String keyId) {
        try {
            return KmsKeyArn.parse(keyId);
        } catch (IllegalArgumentException _) {
            throw notFound("Invalid keyId '" + keyId + "'");
        }
    }

    private static String aliasArn(String name, KmsKeyArn near) {
        return "arn:%s:kms:%s:%s:%s"
                .formatted(near.partition(), near.region(), near.account(), name);
    }

    static AwsError notFound(String message) {
        return new AwsError(400, "NotFoundException", message);
    }
}
