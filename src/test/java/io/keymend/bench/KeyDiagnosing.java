package io.keymend.bench;

import io.keymend.aead.KeyCandidate;
import io.keymend.aead.Keyring;
import io.keymend.aead.Origin;
import io.keymend.aead.SecretType;
import io.keymend.aead.StoredSecret;
import io.keymend.aead.TableDoctor;

import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// How many of Semaphore's rows one core diagnoses a second with twenty keys, beside the bare
/// AES-GCM openings of the same rows with the same keys.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms256m", "-Xmx256m"})
public class KeyDiagnosing {
    private static final int ROWS = 500;
    private static final int KEYS = 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /// A password of 40 characters, or a private key of 2,600.
    @Param({"login_password", "ssh"})
    public String type = "login_password";

    /// Which of the keys sealed the rows: the last for all, none, or any of them in turn by chance.
    @Param({"last", "none", "mixed"})
    public String right = "last";

    private final List<StoredSecret> rows = new ArrayList<>();
    private final List<byte[]> blobs = new ArrayList<>();
    private final List<SecretKeySpec> keys = new ArrayList<>();
    private final List<KeyCandidate> candidates = new ArrayList<>();
    private Keyring ring = Keyring.of(List.of());
    private final List<Cipher> ciphers = new ArrayList<>();
    private byte[] out = new byte[4_096];

    @Setup
    public void seal() throws GeneralSecurityException {
        Random random = new Random(1);
        for (int i = 0; i <= KEYS; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            keys.add(new SecretKeySpec(key, "AES"));
            ciphers.add(cipher());
            if (i < KEYS) {
                byte[] text = Base64.getEncoder().encode(key);
                candidates.add(KeyCandidate.of("key " + i, Origin.KEPT, text));
            }
        }
        ring = Keyring.tried(candidates.subList(0, 1), candidates.subList(1, KEYS));
        for (int i = 0; i < ROWS; i++) {
            byte[] blob = blob(random, keys.get(sealer(random)));
            blobs.add(blob);
            rows.add(
                    StoredSecret.of(
                            String.valueOf(i),
                            "a key",
                            SecretType.of(type),
                            Base64.getEncoder().encodeToString(blob)));
        }
        keys.removeLast();
    }

    private int sealer(Random random) {
        return switch (right) {
            case "last" -> KEYS - 1;
            case "none" -> KEYS;
            default -> random.nextInt(KEYS);
        };
    }

    private byte[] blob(Random random, SecretKeySpec key) throws GeneralSecurityException {
        byte[] nonce = new byte[12];
        random.nextBytes(nonce);
        Cipher cipher = cipher();
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
        String text =
                type.equals("ssh")
                        ? "{\"login\":\"\",\"passphrase\":\"\",\"private_key\":\""
                                + "k".repeat(2_600)
                                + "\"}"
                        : "{\"login\":\"deploy\",\"password\":\"" + "p".repeat(40) + "\"}";
        byte[] sealed = cipher.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        byte[] blob = Arrays.copyOf(nonce, 12 + sealed.length);
        System.arraycopy(sealed, 0, blob, 12, sealed.length);
        return blob;
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @TearDown
    public void close() {
        ring.close();
    }

    /// The whole diagnosis: base64, the key in use, the others, the content, the count.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void diagnose(Blackhole hole) {
        TableDoctor doctor = new TableDoctor(ring);
        for (StoredSecret row : rows) {
            hole.consume(doctor.diagnose(row));
        }
        hole.consume(doctor.conclusion());
    }

    /// One opening a row and key, on bytes, each key with a cipher of its own that keeps its
    /// schedule, and nothing before or after it.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void bare(Blackhole hole) throws GeneralSecurityException {
        for (byte[] blob : blobs) {
            for (int i = 0; i < KEYS; i++) {
                hole.consume(open(ciphers.get(i), keys.get(i), blob));
            }
        }
    }

    /// Processor time of both in turn, which a busy machine disturbs alike. JMH sums each up.
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class ProcessorTime {
        public long diagnoseNanos;
        public long bareNanos;
    }

    /// A few milliseconds of the one, then of the other: the ratio is of `bareNanos` to
    /// `diagnoseNanos`.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void inTurn(ProcessorTime time, Blackhole hole) throws GeneralSecurityException {
        long start = THREADS.getCurrentThreadCpuTime();
        diagnose(hole);
        long between = THREADS.getCurrentThreadCpuTime();
        bare(hole);
        time.diagnoseNanos += between - start;
        time.bareNanos += THREADS.getCurrentThreadCpuTime() - between;
    }

    private int open(Cipher cipher, SecretKeySpec key, byte[] blob)
            throws GeneralSecurityException {
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, blob, 0, 12));
        try {
            return cipher.doFinal(blob, 12, blob.length - 12, out, 0);
        } catch (AEADBadTagException _) {
            return -1;
        }
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(
                        new OptionsBuilder()
                                .include(KeyDiagnosing.class.getName())
                                .addProfiler(GCProfiler.class)
                                .build())
                .run();
    }
}
