package io.keymend.mend;

import io.keymend.evidence.RowKey;

import java.util.List;

/// What became of a chunk's rows. Changed, earlier and skipped rows are all there were.
///
/// @param changed rows changed, journaled and verified in this call
/// @param earlier rows the same plan had changed before: by a run that was cut off, or whose answer
///   was lost
public record ChunkOutcome(int changed, int earlier, List<Skipped> skipped) {
    public ChunkOutcome {
        skipped = List.copyOf(skipped);
    }

    /// A planned row that was left as it is.
    ///
    /// @param why in words, without any value
    public record Skipped(RowKey key, Reason reason, String why) {}

    /// Why a row is left as it is.
    public enum Reason {
        /// Its value is not the one that was planned: somebody wrote it since.
        MOVED,
        /// There is no such row any more.
        GONE,
        /// The key that is to seal it seals it already.
        READABLE,
        /// It could not be decided, or not be re-sealed.
        UNKNOWN,
        /// It is too large to be journaled.
        OVERSIZE,
        /// This plan changed it and it was restored since. A plan never changes a row twice.
        RESTORED
    }
}
