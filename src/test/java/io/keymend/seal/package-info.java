/// The reader of seals against real values, each format's own library, and chance.
@NullMarked
package io.keymend.seal;

import org.jspecify.annotations.NullMarked;
