package io.keymend.localaws;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// KMS in every Region at one endpoint; the Region is the caller's.
///
/// Blobs have the real layout with real AES-256-GCM inside. No principal may do anything until
/// [#allow] says so. The methods here are the test's own hand: they pass by permissions, faults and
/// the record of calls. A key is named to them by its ARN, and a key they do not know is a mistake
/// in the test.
///
/// What nobody has recorded of the real service is assumed: [KmsCipherOperations] and [KmsAccess]
/// say what.
public final class KmsStandIn extends StandIn {
    private final InstantSource clock;
    private final KmsKeys keys = new KmsKeys();
    private final Permissions permissions = new Permissions("kms");
    private final KmsAccess access = new KmsAccess(keys, permissions);
    private final KmsCipherOperations ciphers = new KmsCipherOperations(access);
    private final KmsKeyOperations keyOperations;

    public KmsStandIn(Callers callers) {
        this(callers, InstantSource.system());
    }

    /// @param clock what creation and deletion dates are counted from
    public KmsStandIn(Callers callers, InstantSource clock) {
        super(callers);
        this.clock = clock;
        this.keyOperations = new KmsKeyOperations(keys, access, permissions, clock);
        start();
    }

    /// An enabled key of generation 2 under an ARN of the test's choice.
    public void createKey(String keyArn) {
        keys.add(KmsKey.singleRegion(KmsKeyArn.parse(keyArn), clock.instant()));
    }

    /// The primary of a multi-Region key; its id should start with `mrk-`.
    public void createMultiRegionKey(String keyArn) {
        keys.add(KmsKey.primary(KmsKeyArn.parse(keyArn), clock.instant()));
    }

    /// A replica with the same materials in another Region.
    ///
    /// @return the ARN of the replica
    public String replicate(String keyArn, String region) {
        KmsKey key = keys.existing(keyArn);
        if (!key.isMultiRegion()) {
            throw new IllegalStateException(keyArn + " is no multi-Region key");
        }
        KmsKey replica = key.replica(region, clock.instant());
        keys.add(replica);
        return replica.arn().toString();
    }

    /// New material for the key and its replicas; what the old materials sealed still opens.
    public void rotate(String keyArn) {
        keys.existing(keyArn).rotate();
    }

    /// The layout the key writes from now on.
    public void writes(String keyArn, KmsGeneration generation) {
        keys.existing(keyArn).writes(generation);
    }

    /// Gives an alias such as `alias/app` to a key, or points it at another one.
    public void createAlias(String alias, String keyArn) {
        keys.alias(alias, keys.existing(keyArn));
    }

    /// Lets a principal use a key. Without an action: all of them. `kms:ReEncrypt*` and key `*`
    /// work as in a policy.
    public void allow(String principalArn, String keyArn, String... actions) {
        permissions.allow(principalArn, keyArn, actions);
    }

    /// Takes back what [#allow] or a grant gave.
    public void deny(String principalArn, String keyArn, String... actions) {
        permissions.deny(principalArn, keyArn, actions);
    }

    /// A deny statement in the principal's own policy; nothing overrides it.
    public void explicitDeny(String principalArn, String keyArn, String... actions) {
        permissions.explicitDeny(principalArn, keyArn, actions);
    }

    /// The words of refusals to callers that name no key.
    public void wording(KmsWording wording) {
        access.word(wording);
    }

    /// Enabled from now on, whatever the key's state was.
    public void enable(String keyArn) {
        keys.existing(keyArn).become(new KmsKeyState.Enabled());
    }

    public void disable(String keyArn) {
        keys.existing(keyArn).become(new KmsKeyState.Disabled());
    }

    /// As ScheduleKeyDeletion does it, but for any number of days.
    public void scheduleDeletion(String keyArn, int days) {
        keyOperations.scheduleDeletion(keys.existing(keyArn), days);
    }

    /// The key is gone, as if its waiting time were over: nothing opens its blobs, unless a replica
    /// lives elsewhere.
    public void finishDeletion(String keyArn) {
        keyOperations.finishDeletion(keys.existing(keyArn));
    }

    /// A key whose imported material expired or was deleted; [#enable] imports the same material
    /// again.
    public void pendingImport(String keyArn) {
        KmsKey key = keys.existing(keyArn);
        key.comesFrom("EXTERNAL");
        key.become(new KmsKeyState.PendingImport());
    }

    /// A key with imported material, which expires if a date is given.
    public void imported(String keyArn, Optional<Instant> validTo) {
        KmsKey key = keys.existing(keyArn);
        key.comesFrom("EXTERNAL");
        key.expires(validTo);
    }

    /// A key in a CloudHSM key store that is not connected.
    public void unavailable(String keyArn) {
        unavailable(keyArn, "AWS_CLOUDHSM");
    }

    /// A key in a custom key store that is not connected.
    ///
    /// @param origin `AWS_CLOUDHSM` or `EXTERNAL_KEY_STORE`
    public void unavailable(String keyArn, String origin) {
        KmsKey key = keys.existing(keyArn);
        key.comesFrom(origin);
        key.liesIn("cks-1234567890abcdef0");
        key.become(new KmsKeyState.Unavailable());
    }

    /// A key that KMS is still making.
    public void creating(String keyArn) {
        keys.existing(keyArn).become(new KmsKeyState.Creating());
    }

    /// A multi-Region key whose primary moves; it works meanwhile.
    public void updating(String keyArn) {
        keys.existing(keyArn).become(new KmsKeyState.Updating());
    }

    /// A blob as Encrypt would write it.
    public byte[] seal(String keyArn, byte[] plaintext, Map<String, String> context) {
        return seal(keyArn, plaintext, context, KmsOrigin.ENCRYPT);
    }

    /// A blob with the operation byte of the given origin.
    public byte[] seal(
            String keyArn, byte[] plaintext, Map<String, String> context, KmsOrigin origin) {
        return KmsCipherOperations.seal(keys.existing(keyArn), origin, plaintext, context);
    }

    /// The 32 bytes that mark what the key seals today; another value after each rotation.
    public byte[] fingerprint(String keyArn) {
        return keys.existing(keyArn).currentMaterial().fingerprint();
    }

    @Override
    String operation(Wire.Request request) {
        return JsonProtocol.operation(request);
    }

    @Override
    Wire.Answer answer(String operation, Wire.Request request) {
        Caller caller = request.caller();
        Fields fields = JsonProtocol.fields(request);
        return JsonProtocol.ok(
                switch (operation) {
                    case "Encrypt" -> ciphers.encrypt(caller, fields);
                    case "Decrypt" -> ciphers.decrypt(caller, fields);
                    case "ReEncrypt" -> ciphers.reEncrypt(caller, fields);
                    case "GenerateDataKey", "GenerateDataKeyWithoutPlaintext" ->
                            ciphers.generateDataKey(caller, operation, fields);
                    case "DescribeKey" -> keyOperations.describe(caller, fields);
                    case "ListKeys" -> keyOperations.list(caller);
                    case "EnableKey" -> keyOperations.enable(caller, fields);
                    case "DisableKey" -> keyOperations.disable(caller, fields);
                    case "ScheduleKeyDeletion" -> keyOperations.scheduleDeletion(caller, fields);
                    case "CancelKeyDeletion" -> keyOperations.cancelDeletion(caller, fields);
                    case "ReplicateKey" -> keyOperations.replicate(caller, fields);
                    case "CreateGrant" -> keyOperations.createGrant(caller, fields);
                    default -> throw JsonProtocol.unknownOperation(operation);
                });
    }

    @Override
    Wire.Answer render(AwsError error) {
        return JsonProtocol.error(error);
    }
}
