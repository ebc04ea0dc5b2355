/// Who held which key, and when? Install history, and matching a denial to it.
@NullMarked
package io.keymend.install;

import org.jspecify.annotations.NullMarked;
