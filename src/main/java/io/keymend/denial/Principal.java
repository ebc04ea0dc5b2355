package io.keymend.denial;

import java.util.Optional;

/// Who was refused.
///
/// @param arn the caller's ARN as CloudTrail wrote it; empty where the record has none. The caller
///   chose the session name in it.
/// @param identity the role or user behind it, where the record names one
public record Principal(String arn, Optional<IamArn> identity) {}
