package io.keymend.remedy;

/// The most a plan may change. A plan beyond a cap is refused whole, never cut to fit.
///
/// @param lost the most rows that are deleted or reset, with the rows that refer to them
/// @param resealed the most rows that are re-sealed
/// @param percent the most of a table's rows that are deleted or reset, in percent, below 100
public record Caps(long lost, long resealed, int percent) {
    /// A table with no more rows than this is exempt from the share where the product makes its
    /// rows anew: any row of it is a large share, so the share says nothing there.
    public static final long SMALL_TABLE = 5;

    public static final Caps DEFAULT = new Caps(100, 1_000, 20);

    public Caps {
        if (lost < 0 || resealed < 0 || percent < 0 || percent > 99) {
            throw new IllegalArgumentException("caps are not negative, and a share is below 100 %");
        }
    }

    /// What both allow.
    public Caps and(Caps other) {
        return new Caps(
                Math.min(lost, other.lost),
                Math.min(resealed, other.resealed),
                Math.min(percent, other.percent));
    }

    /// Whether so many rows of so many are no more than the share. Exact: nothing is divided.
    boolean isWithinShare(long rows, long of) {
        return Math.multiplyExact(rows, 100L) <= Math.multiplyExact(of, (long) percent);
    }
}
