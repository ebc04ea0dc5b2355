/// The rules of the house: what the sources, the samples and the template promise, held by tests.
@NullMarked
package io.keymend.house;

import org.jspecify.annotations.NullMarked;
