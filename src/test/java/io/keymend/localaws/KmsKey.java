package io.keymend.localaws;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// One KMS key in one Region: its materials, its state and what `DescribeKey` tells about it.
final class KmsKey {
    private final KmsKeyArn arn;
    private final Instant created;
    private final String primaryRegion;
    private final List<KmsMaterial> materials;
    private volatile KmsGeneration generation;
    private volatile KmsKeyState state = new KmsKeyState.Enabled();
    private volatile String origin = "AWS_KMS";
    private volatile String keyStore = "";
    private volatile Optional<Instant> validTo = Optional.empty();

    private KmsKey(
            KmsKeyArn arn,
            Instant created,
            String primaryRegion,
            List<KmsMaterial> materials,
            KmsGeneration generation) {
        this.arn = arn;
        this.created = created;
        this.primaryRegion = primaryRegion;
        this.materials = materials;
        this.generation = generation;
    }

    static KmsKey singleRegion(KmsKeyArn arn, Instant created) {
        return new KmsKey(arn, created, "", newMaterials(), KmsGeneration.TWO);
    }

    static KmsKey primary(KmsKeyArn arn, Instant created) {
        return new KmsKey(arn, created, arn.region(), newMaterials(), KmsGeneration.TWO);
    }

    /// The same key in another Region: one list of materials for both.
    KmsKey replica(String region, Instant now) {
        return new KmsKey(arn.in(region), now, primaryRegion, materials, generation);
    }

    private static List<KmsMaterial> newMaterials() {
        return new CopyOnWriteArrayList<>(List.of(new KmsMaterial()));
    }

    KmsKeyArn arn() {
        return arn;
    }

    Instant created() {
        return created;
    }

    boolean isMultiRegion() {
        return !primaryRegion.isEmpty();
    }

    boolean isPrimary() {
        return primaryRegion.equals(arn.region());
    }

    /// Whether both are one key: the same, or the same multi-Region key in two Regions.
    boolean isRelatedTo(KmsKey other) {
        return arn.equals(other.arn)
                || (isMultiRegion() && arn.in(other.arn.region()).equals(other.arn));
    }

    KmsMaterial currentMaterial() {
        return materials.getLast();
    }

    /// The material that sealed a blob, current or from before a rotation.
    Optional<KmsMaterial> sealing(KmsBlob blob) {
        return materials.stream().filter(blob::isSealedBy).findFirst();
    }

    void rotate() {
        materials.add(new KmsMaterial());
    }

    KmsGeneration generation() {
        return generation;
    }

    void writes(KmsGeneration next) {
        generation = next;
    }

    KmsKeyState state() {
        return state;
    }

    void become(KmsKeyState next) {
        state = next;
    }

    String origin() {
        return origin;
    }

    void comesFrom(String next) {
        origin = next;
    }

    /// The custom key store it lies in; empty for none.
    String keyStore() {
        return keyStore;
    }

    void liesIn(String store) {
        keyStore = store;
    }

    /// When imported material expires, if it does.
    Optional<Instant> validTo() {
        return validTo;
    }

    void expires(Optional<Instant> at) {
        validTo = at;
    }

    /// @throws AwsError in every state but enabled
    void requireUsable() {
        Optional<AwsError> refusal = state.refusal(arn);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }
}
