/// Keymend's own tables: installs, incidents, lifecycles, plans, seals seen before.
@NullMarked
package io.keymend.aws.history;

import org.jspecify.annotations.NullMarked;
