/// What could be done, ranked by what is lost.
@NullMarked
package io.keymend.remedy;

import org.jspecify.annotations.NullMarked;
