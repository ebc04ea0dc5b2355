/// The local stack: real databases, and stand-ins for the AWS services on loopback HTTP. Test
/// scope; it never ships.
@NullMarked
package io.keymend.localaws;

import org.jspecify.annotations.NullMarked;
