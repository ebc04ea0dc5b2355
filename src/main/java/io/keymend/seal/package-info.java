/// Which key sealed this value? Read from its bytes.
@NullMarked
package io.keymend.seal;

import org.jspecify.annotations.NullMarked;
