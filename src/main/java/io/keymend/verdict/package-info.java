/// What does the evidence mean? Pure functions.
@NullMarked
package io.keymend.verdict;

import org.jspecify.annotations.NullMarked;
