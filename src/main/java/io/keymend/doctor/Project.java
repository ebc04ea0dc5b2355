package io.keymend.doctor;

/// A project of Semaphore.
public record Project(String id, String name) {}
