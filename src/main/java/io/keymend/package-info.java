/// The Lambda entry, the commands, the settings and the wiring: the only place that knows the core
/// and its edges.
@NullMarked
package io.keymend;

import org.jspecify.annotations.NullMarked;
