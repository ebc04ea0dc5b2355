/// What does a product keep sealed, and where?
@NullMarked
package io.keymend.profile;

import org.jspecify.annotations.NullMarked;
