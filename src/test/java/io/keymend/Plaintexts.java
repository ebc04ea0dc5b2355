package io.keymend;

import io.keymend.install.Engine;
import io.keymend.local.LocalStack;
import io.keymend.local.Story;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Opens sealed values as the product would: two seals of the same secret by the same key are equal
/// to it.
final class Plaintexts {
    private static final int FINGERPRINT = 5;

    private final LocalStack stack;
    private final Map<String, String> context;
    private final Map<String, KmsClient> clients = new HashMap<>();
    private final Map<String, String> known = new HashMap<>();

    Plaintexts(LocalStack stack, Map<String, String> context) {
        this.stack = stack;
        this.context = Map.copyOf(context);
    }

    /// The same books with every sealed value replaced by its key and its plaintext, and every
    /// digest of a value that replaced another by what it is the digest of.
    Books open(Books books) {
        Map<String, String> digests = new HashMap<>();
        Map<String, Map<String, Books.Row>> tables = new TreeMap<>();
        books.tables()
                .forEach((name, rows) -> {
                    Map<String, Books.Row> opened = new TreeMap<>();
                    rows.forEach((key, row) -> {
                        row.values()
                                .values()
                                .forEach(value -> digests.put(sha256(value), open(value)));
                        opened.put(key, open(row));
                    });
                    tables.put(name, opened);
                });
        return new Books(
                tables, books.journal().stream().map(entry -> open(entry, digests)).toList());
    }

    private Books.Entry open(Books.Entry entry, Map<String, String> digests) {
        return new Books.Entry(
                entry.table(),
                entry.column(),
                entry.kind(),
                entry.key(),
                open(entry.image()),
                entry.digest(),
                digests.getOrDefault(entry.after(), entry.after()),
                entry.restored());
    }

    private Books.Row open(Books.Row row) {
        Map<String, String> values = new LinkedHashMap<>();
        row.values().forEach((column, value) -> values.put(column, open(value)));
        return new Books.Row(values);
    }

    /// The value itself where neither key sealed it.
    private String open(String value) {
        return known.computeIfAbsent(value, this::opened);
    }

    private String opened(String value) {
        byte[] stored = bytes(value);
        for (byte[] blob : List.of(stored, hex(text(stored)), base64(text(stored)))) {
            if (isOf(blob, Story.FORMER_KEY)) {
                return decrypt(Story.FORMER_ROLE, Story.FORMER_KEY, blob);
            }
            if (isOf(blob, Story.CURRENT_KEY)) {
                return decrypt(Story.CURRENT_ROLE, Story.CURRENT_KEY, blob);
            }
        }
        return value;
    }

    private boolean isOf(byte[] blob, String key) {
        return blob.length > FINGERPRINT + 32
                && Arrays.equals(
                        blob, FINGERPRINT, FINGERPRINT + 32, stack.kms().fingerprint(key), 0, 32);
    }

    private String decrypt(String role, String key, byte[] blob) {
        return key
                + " "
                + clients.computeIfAbsent(role, this::client)
                        .decrypt(request ->
                                request.keyId(key)
                                        .encryptionContext(context)
                                        .ciphertextBlob(SdkBytes.fromByteArray(blob)))
                        .plaintext()
                        .asUtf8String();
    }

    private KmsClient client(String role) {
        return KmsClient.builder()
                .region(Region.of(Story.REGION))
                .credentialsProvider(stack.callers().provider(role))
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(stack.kms().endpoint())
                .build();
    }

    /// What is stored, of a value as the books hold it.
    private byte[] bytes(String value) {
        if (stack.engine() == Engine.MYSQL) {
            return hex(value);
        }
        return value.startsWith("\\x")
                ? hex(value.substring(2))
                : value.getBytes(StandardCharsets.UTF_8);
    }

    private String sha256(String value) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(value)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String text(byte[] stored) {
        return new String(stored, StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
