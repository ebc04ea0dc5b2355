/// Does a value sealed with an application's own key open, and at which step does it fail?
///
/// [SecretReader] answers an [Outcome] for one [StoredSecret] exactly as Semaphore would, down to
/// Go's wording; [TableDoctor] adds which known key would open it, and concludes for the table. A
/// [KeyCandidate] is known by its name. Its bytes and every plaintext stay in arrays of this
/// package that are cleared; answers hold names, sizes and places only.
@NullMarked
package io.keymend.aead;

import org.jspecify.annotations.NullMarked;
