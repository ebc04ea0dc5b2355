package io.keymend.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.encryptionsdk.AwsCrypto;
import com.amazonaws.encryptionsdk.CommitmentPolicy;
import com.amazonaws.encryptionsdk.CryptoAlgorithm;
import com.amazonaws.encryptionsdk.MasterKeyProvider;
import com.amazonaws.encryptionsdk.ParsedCiphertext;
import com.amazonaws.encryptionsdk.jce.JceMasterKey;
import com.amazonaws.encryptionsdk.kmssdkv2.KmsMasterKeyProvider;
import com.amazonaws.encryptionsdk.model.KeyBlob;
import com.amazonaws.encryptionsdk.multi.MultipleProviderFactory;

import io.keymend.localaws.Callers;
import io.keymend.localaws.KmsStandIn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.crypto.spec.SecretKeySpec;

final class EncryptionSdkTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/spacelift-server-role-k3x9a";
    private static final int EACH = 20;

    @Test
    void everyRealMessageYieldsItsProvidersAndKeys() {
        for (String[] row : RealData.rows(RealData.MESSAGES)) {
            ValueReading reading = SealReader.read(row[6]);
            assertThat(reading.format()).isEqualTo(Format.ENCRYPTION_SDK);
            assertThat(reading.providers()).isEqualTo(list(row[3]));
            assertThat(keys(reading)).isEqualTo(list(row[4]));
        }
    }

    @Test
    void theLibraryAgreesOnEveryRealMessage() {
        for (String[] row : RealData.rows(RealData.MESSAGES)) {
            assertLibraryAgrees(Base64.getDecoder().decode(row[6]));
        }
    }

    /// The values from the older vectors were kept with 64 bytes behind their header.
    @Test
    void aRealMessageIsWholeWhereItsBodyIs() {
        for (String[] row : RealData.rows(RealData.MESSAGES)) {
            assertThat(SealReader.read(row[6]).structure())
                    .isEqualTo(
                            row[0].equals("commitment")
                                    ? Structure.WHOLE
                                    : new Structure.Damaged(
                                            "its header is whole, its body is cut off"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void messagesOfEverySuiteAreReadInEveryEncoding(CryptoAlgorithm suite) {
        try (KmsStandIn kms = new KmsStandIn(CALLERS);
                KmsClient client = client(kms)) {
            kms.createKey(BlobSource.FORMER);
            kms.createKey(BlobSource.CURRENT);
            kms.allow(ROLE, BlobSource.FORMER, "kms:GenerateDataKey", "kms:Encrypt");
            kms.allow(ROLE, BlobSource.CURRENT, "kms:GenerateDataKey", "kms:Encrypt");
            for (int i = 0; i < EACH; i++) {
                byte[] message = message(client, suite, i);
                assertLibraryAgrees(message);
                Sample sample =
                        Sample.of(
                                        Format.ENCRYPTION_SDK,
                                        message,
                                        Fingerprint.at(kms.fingerprint(BlobSource.CURRENT), 0),
                                        Fingerprint.at(kms.fingerprint(BlobSource.FORMER), 0))
                                .naming(BlobSource.CURRENT, BlobSource.FORMER);
                sample.encodings().forEach(text -> check(sample, SealReader.read(text)));
                check(sample, SealReader.read(message));
                check(sample, SealReader.read("v1.secret." + sample.encodings().get(5) + ".end"));
            }
        }
    }

    private static void check(Sample sample, ValueReading reading) {
        assertThat(reading.structure()).isEqualTo(Structure.WHOLE);
        assertThat(keys(reading)).isEqualTo(sample.keyArns());
        assertThat(reading.providers()).containsExactly("aws-kms", "aws-kms", "raw");
        assertThat(reading.seals().stream().map(Seal::fingerprint).limit(2).toList())
                .isEqualTo(sample.fingerprints());
        assertThat(reading.seals().getLast().label()).isEqualTo("wrapping-key");
        assertThat(reading.seals().getFirst().certainty()).isEqualTo(Seal.Certainty.EXACT);
    }

    @Test
    void providersAreToldApart() {
        byte[] message =
                Join.bytes(
                        new byte[] {2},
                        Join.u16(0x0478),
                        new byte[32],
                        Join.u16(0),
                        Join.u16(4),
                        dataKey("aws-kms-hierarchy", "branch-1", new byte[92]),
                        dataKey("aws-kms-rsa", BlobSource.FORMER, new byte[256]),
                        dataKey("aws-kms-ecdh", "\u0001xx", new byte[92]),
                        dataKey("ours", "name", new byte[48]),
                        new byte[] {2},
                        Join.u32(4096),
                        new byte[48],
                        new byte[] {-1, -1, -1, -1},
                        Join.u32(1),
                        new byte[12],
                        Join.u32(3),
                        new byte[19]);

        ValueReading reading = SealReader.read(message);

        assertThat(reading.structure()).isEqualTo(Structure.WHOLE);
        assertThat(reading.providers())
                .containsExactly("aws-kms-hierarchy", "aws-kms-rsa", "aws-kms-ecdh", "ours");
        assertThat(keys(reading)).containsExactly(BlobSource.FORMER);
        assertThat(reading.seals().getFirst().label()).isEqualTo("branch-1");
        assertThat(reading.seals()).noneMatch(seal -> seal.blob() != null);
    }

    @Test
    void everyCutOfAMessageIsDamagedOrNothing() {
        try (KmsStandIn kms = new KmsStandIn(CALLERS);
                KmsClient client = client(kms)) {
            kms.createKey(BlobSource.FORMER);
            kms.createKey(BlobSource.CURRENT);
            kms.allow(ROLE, BlobSource.FORMER, "kms:GenerateDataKey", "kms:Encrypt");
            kms.allow(ROLE, BlobSource.CURRENT, "kms:GenerateDataKey", "kms:Encrypt");
            byte[] message =
                    message(
                            client,
                            CryptoAlgorithm.ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384,
                            3);
            for (int length = 3; length < message.length; length++) {
                assertThat(SealReader.read(Arrays.copyOf(message, length)).structure())
                        .isInstanceOf(Structure.Damaged.class);
            }
        }
    }

    private static final Callers CALLERS = new Callers();

    private static KmsClient client(KmsStandIn kms) {
        return KmsClient.builder()
                .endpointOverride(kms.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(CALLERS.provider(ROLE))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static byte[] message(KmsClient client, CryptoAlgorithm suite, int size) {
        AwsCrypto crypto =
                AwsCrypto.builder()
                        .withCommitmentPolicy(
                                suite.isCommitting()
                                        ? CommitmentPolicy.RequireEncryptRequireDecrypt
                                        : CommitmentPolicy.ForbidEncryptAllowDecrypt)
                        .withEncryptionAlgorithm(suite)
                        .withEncryptionFrameSize(size % 2 == 0 ? 16 : 4096)
                        .build();
        MasterKeyProvider<?> keys =
                MultipleProviderFactory.buildMultiProvider(
                        KmsMasterKeyProvider.builder()
                                .customRegionalClientSupplier(_ -> client)
                                .buildStrict(BlobSource.CURRENT, BlobSource.FORMER),
                        JceMasterKey.getInstance(
                                new SecretKeySpec(new byte[32], "AES"),
                                "raw",
                                "wrapping-key",
                                "AES/GCM/NoPadding"));
        return crypto.encryptData(
                        keys,
                        new byte[size * 7],
                        size % 3 == 0 ? Map.of() : Map.of("purpose", "test"))
                .getResult();
    }

    private static byte[] dataKey(String provider, String info, byte[] wrapped) {
        return Join.bytes(
                Join.field16(Join.utf8(provider)),
                Join.field16(Join.utf8(info)),
                Join.field16(wrapped));
    }

    private static void assertLibraryAgrees(byte[] message) {
        List<KeyBlob> library = new ParsedCiphertext(message).getEncryptedKeyBlobs();
        ValueReading reading = SealReader.read(message);
        assertThat(reading.providers())
                .isEqualTo(library.stream().map(KeyBlob::getProviderId).toList());
        assertThat(keys(reading))
                .isEqualTo(
                        library.stream()
                                .filter(key -> key.getProviderId().equals("aws-kms"))
                                .map(EncryptionSdkTest::info)
                                .toList());
    }

    private static String info(KeyBlob key) {
        return new String(key.getProviderInformation(), StandardCharsets.UTF_8);
    }

    private static List<String> list(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(",", -1));
    }

    private static List<String> keys(ValueReading reading) {
        return reading.seals().stream().flatMap(seal -> Stream.ofNullable(seal.keyArn())).toList();
    }
}
