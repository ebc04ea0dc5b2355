package io.keymend.bench;

import io.keymend.localaws.Callers;
import io.keymend.localaws.KmsGeneration;
import io.keymend.localaws.KmsStandIn;
import io.keymend.seal.SealReader;
import io.keymend.seal.ValueReading;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// How many stored KMS values one core reads a second, beside what decoding them alone takes.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms256m", "-Xmx256m"})
public class SealReading {
    private static final int VALUES = 1_000;
    private static final String KEY =
            "arn:aws:kms:eu-west-1:111122223333:key/b2d94e07-51c6-4f3b-8a1d-7c3e5f60a9b8";

    /// The layout; 1 and 2 are the generations keys write today.
    @Param({"TWO", "ONE"})
    public String generation = "TWO";

    private String[] texts = {};
    private byte[][] ascii = {};

    @Setup
    public void seal() {
        texts = new String[VALUES];
        ascii = new byte[VALUES][];
        try (KmsStandIn kms = new KmsStandIn(new Callers())) {
            kms.createKey(KEY);
            kms.writes(KEY, KmsGeneration.valueOf(generation));
            for (int i = 0; i < VALUES; i++) {
                byte[] blob = kms.seal(KEY, new byte[32], Map.of());
                texts[i] = Base64.getEncoder().encodeToString(blob);
                ascii[i] = Base64.getEncoder().encode(blob);
            }
        }
    }

    /// Reads with the structural check and answers fingerprint, place and verdict.
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void read(Blackhole hole) {
        for (String text : texts) {
            ValueReading reading = SealReader.read(text);
            hole.consume(reading);
        }
    }

    /// The bare decoding of the same text.
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void decode(Blackhole hole) {
        for (String text : texts) {
            hole.consume(Base64.getDecoder().decode(text));
        }
    }

    /// The bare decoding of the same text where it is bytes already.
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void decodeBytes(Blackhole hole) {
        for (byte[] text : ascii) {
            hole.consume(Base64.getDecoder().decode(text));
        }
    }

    /// The prefix alone, which says nothing of the rest.
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void prefix(Blackhole hole) {
        for (String text : texts) {
            hole.consume(text.startsWith("AQI") && text.startsWith("AH", 4));
        }
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(
                        new OptionsBuilder()
                                .include(SealReading.class.getName())
                                .addProfiler(GCProfiler.class)
                                .build())
                .run();
    }
}
