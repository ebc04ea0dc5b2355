package io.keymend.evidence;

/// A column of a primary key.
///
/// @param binary whether its values are bytes, shown and compared as hexadecimal
public record KeyColumn(String name, boolean binary) {}
