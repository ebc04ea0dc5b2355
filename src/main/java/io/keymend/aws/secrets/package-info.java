/// Keys of a product's own, in Secrets Manager, and the tables of Semaphore that they seal.
@NullMarked
package io.keymend.aws.secrets;

import org.jspecify.annotations.NullMarked;
