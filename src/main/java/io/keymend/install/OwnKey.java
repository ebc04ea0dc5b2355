package io.keymend.install;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where a product that seals with a key of its own has that key from, and where it logs.
///
/// @param kept the places, the one in use first
/// @param logGroup the CloudWatch log group whose errors are this install's
public record OwnKey(List<Kept> kept, Optional<String> logGroup) {
    public OwnKey {
        kept = List.copyOf(kept);
    }

    /// A secret of Secrets Manager that holds the key.
    ///
    /// @param secretArn its ARN; all its versions are tried
    /// @param pointer a JSON pointer (RFC 6901) into the secret's text; empty where the whole text
    ///   is the key, or a file as Semaphore reads it
    public record Kept(As as, String secretArn, String pointer) {}

    /// What the product has the key from.
    public enum As {
        /// The environment variable is filled from it.
        ENVIRONMENT("environment"),
        /// It is, or holds, the config file.
        CONFIG_FILE("config-file"),
        /// It is the registry of keys with ids, or the file of one of them.
        KEYS_FILE("keys-file"),
        /// The product does not use it: a copy from before.
        KEPT("kept");

        private final String literal;

        As(String literal) {
            this.literal = literal;
        }

        /// Reads one by its exact literal.
        public static Optional<As> parse(String text) {
            return Arrays.stream(values()).filter(as -> as.literal.equals(text)).findFirst();
        }

        @Override
        public String toString() {
            return literal;
        }
    }
}
