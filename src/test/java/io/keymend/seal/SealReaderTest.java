package io.keymend.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.seal.Storage.Form;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

final class SealReaderTest {
    private static final BlobSource BLOBS = new BlobSource();
    private static final byte[] BYTES = BLOBS.seal(BlobSource.CURRENT, 32);
    private static final String BLOB = Base64.getEncoder().encodeToString(BYTES);

    @AfterAll
    static void close() {
        BLOBS.close();
    }

    private static Seal only(ValueReading reading) {
        assertThat(reading.seals()).hasSize(1);
        return reading.seals().getFirst();
    }

    @Test
    void itSaysHowTheValueIsStored() {
        String url = Base64.getUrlEncoder().withoutPadding().encodeToString(BYTES);
        String odd = Base64.getEncoder().encodeToString(BLOBS.seal(BlobSource.CURRENT, 33));

        assertThat(SealReader.read(BYTES).storage().form()).isEqualTo(Form.BYTES);
        assertThat(SealReader.read(BLOB).storage())
                .isEqualTo(new Storage(Form.BASE64, true, false));
        assertThat(SealReader.read(BLOB.replaceAll("(.{76})", "$1\r\n")).storage())
                .isEqualTo(new Storage(Form.BASE64, true, true));
        assertThat(SealReader.read(odd.replace("=", "")).storage())
                .isEqualTo(new Storage(Form.BASE64, false, false));
        assertThat(SealReader.read(url).storage().form())
                .isEqualTo(url.matches(".*[-_].*") ? Form.BASE64URL : Form.BASE64);
        assertThat(SealReader.read("\\x" + HexFormat.of().formatHex(BYTES)).storage())
                .isEqualTo(Storage.HEX);
        assertThat(SealReader.read("secure:" + BLOB).storage().form()).isEqualTo(Form.TEXT);
    }

    @Test
    void itSaysWhereInTheValueASealIs() {
        assertThat(only(SealReader.read(BLOB)).place())
                .isEqualTo(new Place(0, BLOB.length(), 0, BYTES.length));
        assertThat(only(SealReader.read("secure:" + BLOB)).place())
                .isEqualTo(new Place(7, BLOB.length(), 0, BYTES.length));
        assertThat(only(SealReader.read("\\x" + HexFormat.of().formatHex(BYTES))).place())
                .isEqualTo(new Place(2, 2 * BYTES.length, 0, BYTES.length));
    }

    @Test
    void controlCharactersAloneAreText() {
        assertThat(SealReader.read("\u001c").format()).isEqualTo(Format.TEXT);
    }

    @Test
    void nothingIsEmpty() {
        assertThat(SealReader.read("").format()).isEqualTo(Format.EMPTY);
        assertThat(SealReader.read(" \n").format()).isEqualTo(Format.EMPTY);
        assertThat(SealReader.read(new byte[0]).format()).isEqualTo(Format.EMPTY);
    }

    @Test
    void splicedBlobsAreDamagedAndNameNoKey() {
        String spliced = BLOB.substring(0, 40) + BLOB;

        ValueReading reading = SealReader.read(spliced);

        assertThat(reading.structure()).isInstanceOf(Structure.Damaged.class);
        assertThat(reading.seals()).isEmpty();
    }

    @Test
    void aBlobWithMoreBehindItIsDamaged() {
        assertThat(SealReader.read(Join.bytes(BYTES, new byte[4])).structure())
                .isEqualTo(new Structure.Damaged("its header announces 126 bytes and 130 follow"));
        assertThat(SealReader.read("v1." + BLOB.replace("=", "") + "AAAA.x").structure())
                .isInstanceOf(Structure.Damaged.class);
    }

    @Test
    void aCutBlobBetweenDelimitersIsDamaged() {
        ValueReading reading = SealReader.read("v1." + BLOB.substring(0, 120) + ".nonce");

        assertThat(reading.structure()).isInstanceOf(Structure.Damaged.class);
        assertThat(reading.seals()).isEmpty();
    }

    /// Wherever it is cut, also within a byte.
    @Test
    void everyCutOfABlobIsDamagedInEveryEncoding() {
        String hex = HexFormat.of().formatHex(BYTES);
        for (int length = 7; length < BLOB.length() - 2; length++) {
            assertDamaged(SealReader.read(BLOB.substring(0, length)));
        }
        for (int length = 10; length < hex.length(); length++) {
            assertDamaged(SealReader.read(hex.substring(0, length)));
        }
        for (int length = 5; length < BYTES.length; length++) {
            assertDamaged(SealReader.read(Arrays.copyOf(BYTES, length)));
        }
    }

    private static void assertDamaged(ValueReading reading) {
        assertThat(reading.format()).isEqualTo(Format.KMS_BLOB);
        assertThat(reading.structure()).isInstanceOf(Structure.Damaged.class);
        assertThat(reading.seals()).isEmpty();
    }

    @Test
    void aWrapperAroundAnotherKeysBlobIsDamaged() {
        byte[] wrapped = BlobSource.wrapped(BLOBS.seal(BlobSource.FORMER, 32));
        wrapped[10] ^= 1;

        assertThat(SealReader.read(wrapped).structure())
                .isEqualTo(new Structure.Damaged("wrapper and blob have different fingerprints"));
    }

    @Test
    void anUnknownOperationIsRefused() {
        byte[] changed = BYTES.clone();
        changed[2] = 9;

        assertThat(SealReader.read(changed).structure())
                .isEqualTo(new Structure.Damaged("unknown operation 9"));
    }

    @Test
    void aGenerationNobodyHasSeenIsUnknown() {
        byte[] changed = BYTES.clone();
        changed[1] = 3;

        assertThat(SealReader.read(changed).structure()).isEqualTo(Structure.UNKNOWN);
    }

    @Test
    void aBlobUnderANameForKeysIsReadAllTheSame() {
        assertThat(only(SealReader.read("{\"kms_key\":\"" + BLOB + "\"}")).fingerprint())
                .isEqualTo(BLOBS.fingerprint(BlobSource.CURRENT));
    }

    @Test
    void whatTheCommandLinePrintsIsRead() {
        Seal seal =
                only(
                        SealReader.read(
                                "{\n  \"CiphertextBlob\": \""
                                        + BLOB.replace("/", "\\/")
                                        + "\",\n  \"KeyId\": \""
                                        + BlobSource.FORMER
                                        + "\"\n}"));

        assertThat(seal.fingerprint()).isEqualTo(BLOBS.fingerprint(BlobSource.CURRENT));
        assertThat(seal.label()).isEqualTo(BlobSource.FORMER);
    }

    @Test
    void aSopsDocumentInFlowStyleIsRead() {
        String document =
                "a: ENC[AES256_GCM,data:x,type:str]\nsops:\n    kms: [{arn: "
                        + BlobSource.CURRENT
                        + ", enc: "
                        + BLOB
                        + "}]\n    version: 3.9.0\n";

        ValueReading reading = SealReader.read(document);

        assertThat(reading.format()).isEqualTo(Format.SOPS);
        assertThat(only(reading).fingerprint()).isEqualTo(BLOBS.fingerprint(BlobSource.CURRENT));
    }

    @Test
    void aSopsDocumentUnderAnotherKindOfKeyIsNotKms() {
        ValueReading reading =
                SealReader.read(
                        """
                        a: ENC[AES256_GCM,data:x,type:str]
                        sops:
                            kms: []
                            age:
                                - recipient: age1x
                                  enc: |
                                    -----BEGIN AGE ENCRYPTED FILE-----
                        """);

        assertThat(reading.format()).isEqualTo(Format.SOPS);
        assertThat(reading.providers()).containsExactly("age");
        assertThat(reading.structure()).isInstanceOf(Structure.NotKms.class);
    }

    @Test
    void anotherKubernetesProviderIsNotKms() {
        assertThat(SealReader.read("k8s:enc:aescbc:v1:key1:AAAA").structure())
                .isInstanceOf(Structure.NotKms.class);
    }

    @Test
    void aBlobInfoOfAnotherWrapperIsNotKms() {
        byte[] info =
                Join.bytes(new byte[] {0x1a, 2}, Join.utf8("id"), new byte[] {0x2a, 4, 1, 2, 3, 4});
        byte[] blob = Join.bytes(new byte[] {0x0a, 2, 9, 9, 0x2a, (byte) info.length}, info);

        assertThat(SealReader.read(blob).structure()).isInstanceOf(Structure.NotKms.class);
    }

    @Test
    void aLabelOfBlobInfoIsInferred() {
        try (BlobSource blobs = new BlobSource()) {
            Sample sample =
                    new BinarySamples(blobs, new Random(1))
                            .all().stream()
                                    .filter(it -> it.format() == Format.BLOB_INFO)
                                    .findFirst()
                                    .orElseThrow();

            assertThat(only(SealReader.read(sample.bytes())).certainty())
                    .isEqualTo(Seal.Certainty.INFERRED);
        }
    }
}
