/// Stories on the local stack: a product's database as an incident leaves it, and Keymend looking
/// at it.
@NullMarked
package io.keymend.local;

import org.jspecify.annotations.NullMarked;
