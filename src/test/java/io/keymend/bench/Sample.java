package io.keymend.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/// The times of one cold start, in nanoseconds.
record Sample(long wall, long init, long first, long later) {
    /// Medians, and the median of the ratios round by round.
    static void print(PrintStream out, List<Sample> base, List<Sample> measured) {
        out.printf("%-8s %12s %12s %8s%n", "", "empty, ms", "keymend, ms", "ratio");
        row(out, "wall", base, measured, Sample::wall);
        row(out, "init", base, measured, Sample::init);
        row(out, "first", base, measured, Sample::first);
        row(out, "later", base, measured, Sample::later);
    }

    private static void row(
            PrintStream out,
            String name,
            List<Sample> base,
            List<Sample> measured,
            ToLongFunction<Sample> time) {
        double ratio =
                median(
                        IntStream.range(0, base.size())
                                .mapToDouble(i ->
                                        (double) time.applyAsLong(measured.get(i))
                                                / time.applyAsLong(base.get(i)))
                                .sorted()
                                .toArray());
        out.printf(
                "%-8s %12.1f %12.1f %8.2f%n",
                name, millis(base, time), millis(measured, time), ratio);
    }

    private static double millis(List<Sample> samples, ToLongFunction<Sample> time) {
        return median(samples.stream().mapToLong(time).sorted().asDoubleStream().toArray()) / 1e6;
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }
}
