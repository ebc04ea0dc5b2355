package io.keymend.evidence;

import io.keymend.seal.Format;

/// Values of a column that no key on KMS opens, by what they are.
///
/// @param damaged whether they begin as that format and do not go on so
/// @param rows how many there are
public record OtherValues(Format format, boolean damaged, long rows) {}
