/// Edge: product profiles, from data files.
@NullMarked
package io.keymend.catalog;

import org.jspecify.annotations.NullMarked;
