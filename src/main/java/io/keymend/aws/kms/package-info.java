/// What KMS says of keys and of sealed values, and re-sealing by it. It is never asked to decrypt.
@NullMarked
package io.keymend.aws.kms;

import org.jspecify.annotations.NullMarked;
