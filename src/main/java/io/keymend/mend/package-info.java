/// Doing it: re-seal, reset, purge, restore; every change journaled and verified where it commits.
///
/// [RowFinder] looks, with the reading user. [RowMender] writes, with the mending user and a
/// [io.keymend.remedy.Permit]. Both know one database.
@NullMarked
package io.keymend.mend;

import org.jspecify.annotations.NullMarked;
