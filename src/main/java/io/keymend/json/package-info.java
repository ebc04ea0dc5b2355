/// Edge: JSON text to a tree and back, within limits. The core never sees it.
@NullMarked
package io.keymend.json;

import org.jspecify.annotations.NullMarked;
