/// The census: what a product's tables hold, counted in the database.
@NullMarked
package io.keymend.aws.tables;

import org.jspecify.annotations.NullMarked;
