package io.keymend.seal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.bson.types.Binary;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// Values of the text formats around KMS blobs. A label beside a seal is always the wrong key's.
final class TextSamples {
    private final BlobSource blobs;
    private final Random random;
    private final String key;
    private final Fingerprint fingerprint;
    private final byte[] blob;
    private final String wrong;

    TextSamples(BlobSource blobs, Random random) {
        this.blobs = blobs;
        this.random = random;
        this.key = random.nextBoolean() ? BlobSource.FORMER : BlobSource.CURRENT;
        this.wrong = key.equals(BlobSource.FORMER) ? BlobSource.CURRENT : BlobSource.FORMER;
        this.fingerprint = blobs.fingerprint(key);
        this.blob = blobs.seal(key, random);
    }

    List<Sample> all() {
        return List.of(
                sopsYaml(),
                sopsJson(),
                sopsDotenv(),
                kmsEncrypted(),
                mongo(JsonMode.EXTENDED),
                mongo(JsonMode.RELAXED),
                mongo(JsonMode.SHELL),
                spring(),
                json(),
                of("v1." + base64Url() + "." + noise(12) + "." + noise(60)),
                of("secure:" + base64()),
                of("KMSx" + base64()),
                chunks(),
                of("ENC[KMS," + base64() + "]"),
                of("ENC[KMS,\n  " + base64().replaceAll("(.{60})", "$1\n  ") + "\n]"),
                of("password: <<CIPHER>>" + base64Url() + "<<CIPHER>>\nport: 5432\n"),
                of("kms/" + hex() + "/" + noise(30)));
    }

    private String base64() {
        return Base64.getEncoder().encodeToString(blob);
    }

    private String base64Url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(blob);
    }

    private String hex() {
        return HexFormat.of().formatHex(blob);
    }

    private String noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Sample of(String text) {
        return Sample.of(Format.DELIMITED, text, fingerprint);
    }

    private Map<String, Object> sops() {
        Map<String, Object> entry = new LinkedHashMap<>();
        List<String> order = new ArrayList<>(List.of("arn", "created_at", "enc"));
        Collections.shuffle(order, random);
        for (String name : order) {
            entry.put(
                    name,
                    switch (name) {
                        case "arn" -> wrong;
                        case "enc" -> base64();
                        default -> "2026-01-02T03:04:05Z";
                    });
        }
        Map<String, Object> second = new LinkedHashMap<>(entry);
        second.put("enc", Base64.getEncoder().encodeToString(blobs.seal(wrong, 32)));
        second.put("arn", key);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("kms", List.of(entry, second));
        metadata.put("age", List.of(Map.of("recipient", "age1x", "enc", "-----BEGIN AGE\nYWdl\n")));
        metadata.put("mac", "ENC[AES256_GCM,data:" + noise(40) + ",type:str]");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("password", "ENC[AES256_GCM,data:" + noise(20) + ",type:str]");
        document.put("sops", metadata);
        return document;
    }

    private Sample sopsYaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(random.nextBoolean() ? 80 : 10_000);
        options.setIndicatorIndent(random.nextBoolean() ? 0 : 2);
        options.setIndent(4);
        return Sample.of(
                Format.SOPS, new Yaml(options).dump(sops()), fingerprint, blobs.fingerprint(wrong));
    }

    private Sample sopsJson() {
        return Sample.of(Format.SOPS, written(sops()), fingerprint, blobs.fingerprint(wrong));
    }

    private Sample sopsDotenv() {
        return Sample.of(
                Format.SOPS,
                """
                TOKEN=ENC[AES256_GCM,data:%s,type:str]
                sops_version=3.9.0
                sops_kms__list_0__map_arn=%s
                sops_kms__list_0__map_created_at=2026-01-02T03:04:05Z
                sops_kms__list_0__map_enc=%s
                sops_age__list_0__map_enc=-----BEGIN AGE ENCRYPTED FILE-----\\nYWdl\\n
                """
                        .formatted(noise(20), wrong, base64()),
                fingerprint);
    }

    private Sample kmsEncrypted() {
        return Sample.of(
                Format.KMS_ENCRYPTED, "v" + random.nextInt(12) + ":" + base64(), fingerprint);
    }

    private Sample mongo(JsonMode mode) {
        Document document =
                new Document("_id", UUID.randomUUID().toString())
                        .append("keyMaterial", new Binary(blob))
                        .append(
                                "masterKey",
                                new Document("provider", "aws")
                                        .append("region", "eu-west-1")
                                        .append("key", wrong));
        return Sample.of(
                Format.MONGODB_KEY,
                document.toJson(JsonWriterSettings.builder().outputMode(mode).build()),
                fingerprint);
    }

    private Sample spring() {
        String options =
                random.nextBoolean() ? "" : "[keyId=" + wrong + "](Purpose=" + noise(6) + ")";
        return Sample.of(Format.SPRING, "{cipher}" + options + base64(), fingerprint);
    }

    private Sample json() {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("alg", "AES-256-GCM");
        envelope.put("iv", noise(12));
        envelope.put("ciphertext", noise(80));
        envelope.put("keyId", wrong);
        envelope.put("encryptedDataKey", random.nextBoolean() ? base64() : hex());
        return Sample.of(Format.JSON_ENVELOPE, written(envelope), fingerprint);
    }

    private Sample chunks() {
        return Sample.of(
                Format.DELIMITED,
                "KMSc" + written(List.of(base64(), base64(), base64())),
                fingerprint,
                fingerprint,
                fingerprint);
    }

    private static String written(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
