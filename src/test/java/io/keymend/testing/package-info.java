/// Values the tests of the core share: installs, denials and evidence of one invented account.
@NullMarked
package io.keymend.testing;

import org.jspecify.annotations.NullMarked;
