package io.keymend.install;

import io.keymend.denial.KeyArn;

/// A key an install holds, and what for.
public record HeldKey(KeyArn arn, KeyRole role) {}
