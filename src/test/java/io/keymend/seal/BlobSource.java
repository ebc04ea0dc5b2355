package io.keymend.seal;

import io.keymend.localaws.Callers;
import io.keymend.localaws.KmsGeneration;
import io.keymend.localaws.KmsOrigin;
import io.keymend.localaws.KmsStandIn;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/// Blobs of the real layout, from the local KMS.
final class BlobSource implements AutoCloseable {
    static final String FORMER =
            "arn:aws:kms:eu-west-1:111122223333:key/6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1";
    static final String CURRENT =
            "arn:aws:kms:eu-west-1:111122223333:key/b2d94e07-51c6-4f3b-8a1d-7c3e5f60a9b8";

    private final KmsStandIn kms = new KmsStandIn(new Callers());

    BlobSource() {
        kms.createKey(FORMER);
        kms.createKey(CURRENT);
        kms.writes(FORMER, KmsGeneration.ONE);
    }

    Fingerprint fingerprint(String key) {
        return Fingerprint.at(kms.fingerprint(key), 0);
    }

    /// A blob of generation 1 under the former key, of generation 2 under the current one.
    byte[] seal(String key, int plaintext) {
        return kms.seal(key, new byte[plaintext], Map.of());
    }

    byte[] seal(String key, int plaintext, KmsOrigin origin) {
        return kms.seal(key, new byte[plaintext], Map.of(), origin);
    }

    byte[] seal(String key, Random random) {
        int[] sizes = {16, 24, 32, 32, 32, 48, 64, 96, 1 + random.nextInt(200)};
        KmsOrigin[] origins = KmsOrigin.values();
        return kms.seal(
                key,
                new byte[sizes[random.nextInt(sizes.length)]],
                Map.of(),
                origins[random.nextInt(origins.length)]);
    }

    /// The wrapper KMS wrote in 2015 around a blob of generation 1.
    static byte[] wrapped(byte[] blob) {
        byte[] fingerprint = Arrays.copyOfRange(blob, 5, 37);
        return Join.bytes(
                new byte[] {0x0a, 32},
                fingerprint,
                new byte[] {0x12, (byte) ((blob.length & 0x7f) | 0x80), (byte) (blob.length >>> 7)},
                blob);
    }

    @Override
    public void close() {
        kms.close();
    }
}
