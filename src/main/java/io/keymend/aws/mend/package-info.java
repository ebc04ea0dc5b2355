/// A plan's rows: found, proven, changed with a journal, restored.
@NullMarked
package io.keymend.aws.mend;

import org.jspecify.annotations.NullMarked;
