/// Telling people: one report, one body per channel.
@NullMarked
package io.keymend.alert;

import org.jspecify.annotations.NullMarked;
