/// What do the tables hold? Looking only: nothing here can change a row.
@NullMarked
package io.keymend.evidence;

import org.jspecify.annotations.NullMarked;
