package io.keymend.aead;

/// A key candidate without the key.
///
/// @param name what it is called, never what it is
/// @param keyId the id Semaphore's newer values carry, empty where the text is no key
/// @param repairOf the name of the key whose text was put right, empty where it stands as it is
/// @param published whether it is one of the keys everybody knows
public record KeyRef(
        String name, Origin origin, String keyId, String repairOf, boolean published) {}
