package io.keymend.denial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// What every collected message says, as a table states it: line and hash of the message,
/// operation, key id, layer, whether a statement denies, whether the layer is certain, and the
/// policy's id.
final class CollectedMessagesTest {
    private static final Path MESSAGES = Path.of("../shared/data/cloudtrail/messages.tsv");

    @Test
    void everyMessageSaysWhatTheTableStates() throws IOException {
        assumeTrue(Files.exists(MESSAGES), "no collected messages at " + MESSAGES + ": not read");
        List<String> messages = Files.readAllLines(MESSAGES);
        List<String> said = new ArrayList<>();
        for (int i = 1; i < messages.size(); i++) {
            said.add(row(i + 1, messages.get(i)));
        }

        assertThat(said).isEqualTo(stated());
    }

    private static String row(int line, String message) {
        ErrorText text = ErrorText.of(message);
        return String.join(
                "\t",
                Integer.toString(line),
                hash(message),
                text.operation().orElse("none"),
                text.key().map(key -> idWithin(message, key.toString())).orElse("none"),
                text.layer().map(PolicyRefusal.Layer::words).orElse("none"),
                text.explicit().map(deny -> deny ? "deny" : "no allow").orElse("unsaid"),
                text.certain() ? "yes" : "no",
                text.policy().map(arn -> idWithin(message, arn)).orElse("none"));
    }

    /// The last part of an ARN, all of which has to stand in the message.
    private static String idWithin(String message, String arn) {
        return message.contains(arn) ? arn.substring(arn.lastIndexOf('/') + 1) : "invented: " + arn;
    }

    private static String hash(String message) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(message.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> stated() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        CollectedMessagesTest.class.getResourceAsStream("messages.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
        }
    }
}
