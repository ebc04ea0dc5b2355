package io.keymend.aead;

/// How many rows one key opens.
public record KeyShare(KeyRef key, long rows) {}
