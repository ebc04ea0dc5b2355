/// Which row of a product that seals with its own key does not open, under which key it would, and
/// who depends on it.
@NullMarked
package io.keymend.doctor;

import org.jspecify.annotations.NullMarked;
