package io.keymend.localaws;

import static io.keymend.localaws.KmsFixture.CURRENT;
import static io.keymend.localaws.KmsFixture.PLAINTEXT;
import static io.keymend.localaws.KmsFixture.ROLE;
import static io.keymend.localaws.KmsFixture.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// What a key's state and a caller's rights make of a call.
final class KmsKeyStatesTest {
    private static final String OTHER_ROLE = "arn:aws:iam::111122223333:role/path/keymend-function";
    private static final String FOREIGN_ROLE = "arn:aws:iam::444455556666:role/guest";
    private static final String USER =
            "User: arn:aws:sts::111122223333:assumed-role/keymend-function/local is not authorized"
                    + " to perform: kms:Decrypt on ";

    private final KmsFixture fixture =
            new KmsFixture(InstantSource.fixed(Instant.parse("2026-11-20T08:00:00Z")));
    private final KmsStandIn kms = fixture.kms;
    private final KmsClient client = fixture.client(ROLE, Region.EU_WEST_1);
    private final KmsClient other = fixture.client(OTHER_ROLE, Region.EU_WEST_1);
    private final byte[] blob = kms.seal(CURRENT, PLAINTEXT, Map.of());

    {
        kms.allow(ROLE, CURRENT);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aDisabledKeyRefusesWithItsArn() {
        client.disableKey(r -> r.keyId(CURRENT));
        refused(client).isInstanceOf(DisabledException.class);
        message(client).isEqualTo(CURRENT + " is disabled.");
        assertThat(describe().keyState()).isEqualTo(KeyState.DISABLED);
        assertThat(describe().enabled()).isFalse();
        client.enableKey(r -> r.keyId(CURRENT));
        assertThat(decrypt(client)).isEqualTo(PLAINTEXT);
    }

    @Test
    void aKeyPendingDeletionSaysUntilWhenAndComesBackDisabled() {
        Instant date = Instant.parse("2026-11-27T08:00:00Z");
        assertThat(
                        client.scheduleKeyDeletion(r -> r.keyId(CURRENT).pendingWindowInDays(7))
                                .deletionDate())
                .isEqualTo(date);
        refused(client).isInstanceOf(KmsInvalidStateException.class);
        message(client).isEqualTo(CURRENT + " is pending deletion.");
        assertThat(describe().deletionDate()).isEqualTo(date);
        assertThat(describe().keyState()).isEqualTo(KeyState.PENDING_DELETION);
        assertThatThrownBy(() -> client.enableKey(r -> r.keyId(CURRENT)))
                .isInstanceOf(KmsInvalidStateException.class);
        client.cancelKeyDeletion(r -> r.keyId(CURRENT));
        assertThat(describe().keyState()).isEqualTo(KeyState.DISABLED);
        assertThat(describe().deletionDate()).isNull();
        assertThatThrownBy(() -> client.cancelKeyDeletion(r -> r.keyId(CURRENT)))
                .isInstanceOf(KmsInvalidStateException.class);
    }

    @Test
    void materialNotImportedAndAKeyStoreDownAreInvalidStates() {
        kms.pendingImport(CURRENT);
        refused(client).isInstanceOf(KmsInvalidStateException.class);
        message(client).isEqualTo(CURRENT + " is pending import.");
        assertThat(describe().originAsString()).isEqualTo("EXTERNAL");
        kms.unavailable(CURRENT);
        refused(client).isInstanceOf(KmsInvalidStateException.class);
        message(client).startsWith(CURRENT + " is unavailable. ");
        kms.enable(CURRENT);
        assertThat(decrypt(client)).isEqualTo(PLAINTEXT);
    }

    @Test
    void aDeletedKeyIsNotFoundByNameAndUnknownByItsBlob() {
        kms.finishDeletion(CURRENT);
        assertThatThrownBy(() -> client.describeKey(r -> r.keyId(CURRENT)))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Key '" + CURRENT + "' does not exist");
        message(client)
                .isEqualTo(
                        "The ciphertext refers to a customer master key that does not exist, does"
                                + " not exist in this region, or you are not allowed to access.");
    }

    @Test
    void aPrimaryWaitsForItsReplicasBeforeItsDaysRun() {
        String primary =
                "arn:aws:kms:eu-west-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef";
        kms.createMultiRegionKey(primary);
        String replica = kms.replicate(primary, "us-west-2");
        kms.allow(ROLE, primary);
        var answer = client.scheduleKeyDeletion(r -> r.keyId(primary).pendingWindowInDays(7));
        assertThat(answer.keyState()).isEqualTo(KeyState.PENDING_REPLICA_DELETION);
        assertThat(answer.deletionDate()).isNull();
        kms.finishDeletion(replica);
        KeyMetadata metadata = client.describeKey(r -> r.keyId(primary)).keyMetadata();
        assertThat(metadata.deletionDate()).isEqualTo(Instant.parse("2026-11-27T08:00:00Z"));
    }

    @Test
    void describeTellsWhatAKeyIs() {
        KeyMetadata metadata = describe();
        assertThat(metadata.arn()).isEqualTo(CURRENT);
        assertThat(metadata.awsAccountId()).isEqualTo("111122223333");
        assertThat(metadata.creationDate()).isEqualTo(Instant.parse("2026-11-20T08:00:00Z"));
        assertThat(metadata.keyManagerAsString()).isEqualTo("CUSTOMER");
        assertThat(metadata.keyUsageAsString()).isEqualTo("ENCRYPT_DECRYPT");
        assertThat(metadata.keySpecAsString()).isEqualTo("SYMMETRIC_DEFAULT");
        assertThat(metadata.multiRegion()).isFalse();
        assertThat(client.listKeys().keys()).extracting("keyArn").contains(CURRENT);
    }

    @Test
    void describeTellsWhereAMultiRegionKeyIs() {
        String primary =
                "arn:aws:kms:eu-west-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef";
        kms.createMultiRegionKey(primary);
        String replica = kms.replicate(primary, "us-west-2");
        kms.allow(ROLE, primary);
        var regions =
                client.describeKey(r -> r.keyId(primary)).keyMetadata().multiRegionConfiguration();
        assertThat(regions.multiRegionKeyTypeAsString()).isEqualTo("PRIMARY");
        assertThat(regions.primaryKey().arn()).isEqualTo(primary);
        assertThat(regions.replicaKeys()).singleElement().extracting("arn").isEqualTo(replica);
    }

    @Test
    void aRefusedCallerReadsOneOfThreeWordings() {
        String reason = " because no identity-based policy allows the kms:Decrypt action";
        message(other).isEqualTo(USER + "resource: " + CURRENT + reason);
        kms.wording(KmsWording.NAMES_CIPHERTEXT);
        message(other).isEqualTo(USER + "the resource associated with this ciphertext" + reason);
        kms.wording(KmsWording.OLD);
        message(other).startsWith("The ciphertext refers to a customer master key");
        assertThatThrownBy(() -> other.decrypt(r -> r.ciphertextBlob(bytes(blob)).keyId(CURRENT)))
                .hasMessageContaining(USER + "resource: " + CURRENT + reason);
    }

    @Test
    void anExplicitDenyOverridesAnAllow() {
        kms.explicitDeny(ROLE, CURRENT, "kms:Decrypt");
        message(client).endsWith(CURRENT + " with an explicit deny in an identity-based policy");
        assertThat(describe().arn()).isEqualTo(CURRENT);
    }

    @Test
    void anotherAccountIsNotToldWhetherAKeyExists() {
        KmsClient foreign = fixture.client(FOREIGN_ROLE, Region.EU_WEST_1);
        String missing = CURRENT.replace("b2d94e07", "00000000");
        for (String key : List.of(CURRENT, missing)) {
            assertThatThrownBy(() -> foreign.describeKey(r -> r.keyId(key)))
                    .hasMessageContaining(
                            key + " because the resource does not exist in this Region, no");
        }
        kms.allow(FOREIGN_ROLE, CURRENT, "kms:Decrypt");
        assertThat(decrypt(foreign)).isEqualTo(PLAINTEXT);
    }

    @Test
    void aGrantLetsItsGranteeIn() {
        refused(other).hasMessageContaining("not authorized");
        var grant =
                client.createGrant(r ->
                        r.keyId(CURRENT)
                                .granteePrincipal(OTHER_ROLE)
                                .operations(GrantOperation.DECRYPT));
        assertThat(grant.grantId()).hasSize(64);
        assertThat(grant.grantToken()).isNotEmpty();
        assertThat(decrypt(other)).isEqualTo(PLAINTEXT);
        assertThatThrownBy(() -> other.encrypt(r -> r.keyId(CURRENT).plaintext(bytes(PLAINTEXT))))
                .hasMessageContaining("kms:Encrypt");
    }

    private KeyMetadata describe() {
        return client.describeKey(r -> r.keyId(CURRENT)).keyMetadata();
    }

    private byte[] decrypt(KmsClient caller) {
        return caller.decrypt(r -> r.ciphertextBlob(bytes(blob))).plaintext().asByteArray();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(KmsClient caller) {
        return assertThatThrownBy(() -> decrypt(caller));
    }

    private AbstractStringAssert<?> message(KmsClient caller) {
        AwsServiceException refusal =
                catchThrowableOfType(AwsServiceException.class, () -> decrypt(caller));
        return assertThat(refusal.awsErrorDetails().errorMessage());
    }
}
