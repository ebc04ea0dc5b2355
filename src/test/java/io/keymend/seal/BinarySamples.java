package io.keymend.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.protobuf.CodedOutputStream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/// Values of the binary formats around a KMS blob.
final class BinarySamples {
    private final BlobSource blobs;
    private final Random random;

    BinarySamples(BlobSource blobs, Random random) {
        this.blobs = blobs;
        this.random = random;
    }

    List<Sample> all() {
        return List.of(
                bare(),
                wrapped(),
                tink(),
                databaseKey(),
                databaseHead(),
                blobInfo(),
                dynamoDescription(),
                kubernetes1(),
                kubernetes2(),
                chunk());
    }

    private String key() {
        return random.nextBoolean() ? BlobSource.FORMER : BlobSource.CURRENT;
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private Sample bare() {
        String key = key();
        return Sample.of(Format.KMS_BLOB, blobs.seal(key, random), blobs.fingerprint(key));
    }

    private Sample wrapped() {
        String key = BlobSource.FORMER;
        return Sample.of(
                Format.KMS_BLOB,
                BlobSource.wrapped(blobs.seal(key, random)),
                blobs.fingerprint(key));
    }

    private Sample tink() {
        String key = key();
        Aead remote =
                new Aead() {
                    @Override
                    public byte[] encrypt(byte[] plaintext, byte[] associated) {
                        return blobs.seal(key, plaintext.length);
                    }

                    @Override
                    public byte[] decrypt(byte[] ciphertext, byte[] associated) {
                        throw new UnsupportedOperationException("only written");
                    }
                };
        try {
            AeadConfig.register();
            Aead envelope =
                    KmsEnvelopeAead.create(
                            random.nextBoolean()
                                    ? PredefinedAeadParameters.AES256_GCM
                                    : PredefinedAeadParameters.AES128_GCM,
                            remote);
            return Sample.of(
                    Format.TINK,
                    envelope.encrypt(noise(random.nextInt(100)), new byte[0]),
                    blobs.fingerprint(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Sample databaseKey() {
        String key = key();
        return Sample.of(
                Format.DATABASE_SDK_KEY,
                Join.bytes(noise(48), blobs.seal(key, 32)),
                blobs.fingerprint(key));
    }

    private Sample databaseHead() {
        String key = key();
        byte[] wrapped = Join.bytes(noise(48), blobs.seal(key, 32));
        return Sample.of(
                        Format.DATABASE_SDK_HEAD,
                        Join.bytes(
                                new byte[] {(byte) (1 + random.nextInt(2)), 1},
                                noise(32),
                                Join.field16(Join.utf8("esce")),
                                Join.u16(1),
                                Join.field16(Join.utf8("aws-crypto-table-name")),
                                Join.field16(Join.utf8("accounts")),
                                new byte[] {1},
                                Join.field16(Join.utf8("aws-kms")),
                                Join.field16(Join.utf8(key)),
                                Join.field16(wrapped),
                                noise(32)),
                        blobs.fingerprint(key))
                .naming(key);
    }

    private Sample blobInfo() {
        String key = key();
        byte[] info =
                protobuf(out -> {
                    out.writeUInt64(1, 1);
                    out.writeString(3, key);
                    out.writeByteArray(5, blobs.seal(key, 32));
                });
        return Sample.of(
                        Format.BLOB_INFO,
                        protobuf(out -> {
                            out.writeByteArray(1, noise(16 + random.nextInt(300)));
                            out.writeByteArray(2, noise(12));
                            out.writeByteArray(5, info);
                        }),
                        blobs.fingerprint(key))
                .naming(key);
    }

    private Sample dynamoDescription() {
        String key = key();
        String blob = Base64.getEncoder().encodeToString(blobs.seal(key, 32));
        return Sample.of(
                Format.DYNAMODB_DESCRIPTION,
                Join.bytes(
                        Join.u32(0),
                        Join.field32(Join.utf8("amzn-ddb-env-alg")),
                        Join.field32(Join.utf8("AES/256")),
                        Join.field32(Join.utf8("amzn-ddb-env-key")),
                        Join.field32(Join.utf8(blob)),
                        Join.field32(Join.utf8("amzn-ddb-wrap-alg")),
                        Join.field32(Join.utf8("kms"))),
                blobs.fingerprint(key));
    }

    private Sample kubernetes1() {
        String key = key();
        byte[] blob = blobs.seal(key, 32);
        byte[] wrapped = random.nextBoolean() ? Join.bytes(Join.utf8("1"), blob) : blob;
        return Sample.of(
                Format.KUBERNETES,
                Join.bytes(
                        Join.utf8("k8s:enc:kms:v1:aws-encryption-provider:"),
                        Join.field16(wrapped),
                        noise(40)),
                blobs.fingerprint(key));
    }

    private Sample kubernetes2() {
        String key = key();
        byte[] object =
                protobuf(out -> {
                    out.writeByteArray(1, noise(60));
                    out.writeString(2, key);
                    out.writeByteArray(3, Join.bytes(Join.utf8("1"), blobs.seal(key, 32)));
                });
        return Sample.of(
                Format.KUBERNETES,
                Join.bytes(Join.utf8("k8s:enc:kms:v2:aws-encryption-provider:"), object),
                blobs.fingerprint(key));
    }

    private Sample chunk() {
        String key = key();
        return Sample.of(
                Format.DELIMITED,
                Join.bytes(Join.utf8("KMSx"), blobs.seal(key, random)),
                blobs.fingerprint(key));
    }

    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    private static byte[] protobuf(Writing writing) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            writing.to(out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
