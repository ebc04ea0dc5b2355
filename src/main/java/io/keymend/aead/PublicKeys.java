package io.keymend.aead;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Keys that were published with Semaphore or its documentation. Whatever opens with one of them
/// can be opened by anybody.
public final class PublicKeys {
    private record Published(String id, String text, String where) {}

    private static final List<Published> ALL =
            List.of(
                    new Published(
                            "tK_KdBr4LNk",
                            "cFcXI5qHzCDqtS4xCnblOACuNu5AmKHkvxK7abwR8Eg=",
                            "the Docker image v2.8.34 to v2.8.74"),
                    new Published(
                            "py4zYytF7ig",
                            "V8aC7DHbUV6ivdXdMgs2Qwmm7gmWO08X",
                            "the Docker image of 25 January 2022"),
                    new Published(
                            "URR77xGpOlI",
                            "IlRqgrrO5Gp27MlWakDX1xVrPv4jhoUx+ARY+qGyDxQ=",
                            "the compose files"),
                    new Published(
                            "Uv2WcY7SZFM",
                            "gs72mPntFATGJs9qK0pQ0rKtfidlexiMjYCH9gWKhTU=",
                            "the documentation's compose example"),
                    new Published(
                            "7C0geiDaXcc",
                            "2hmxtfgK6LkJfJK9ZNZ9GUMmEwTQwHIFamijclUem48=",
                            "the documentation of encryption"),
                    new Published(
                            "e3LMEojcHgc",
                            "hHYgPrhQTZYm7UFTvcdNfKJMB3wtAXtJENUButH+DmM=",
                            "the unit tests of access keys"),
                    new Published(
                            "i_rERR34pBY",
                            "1/wRYXQltDGwbzNZRP9ZfJb2IoWcn1hYrxA0vOdvVos=",
                            "the unit tests of options"));

    private static final Set<String> IDS =
            ALL.stream().map(Published::id).collect(Collectors.toUnmodifiableSet());

    private PublicKeys() {}

    /// Each of them as a candidate.
    public static List<KeyCandidate> candidates() {
        return ALL.stream()
                .map(key ->
                        KeyCandidate.of(
                                "the public default key of " + key.where,
                                Origin.PUBLIC,
                                key.text.getBytes(StandardCharsets.US_ASCII)))
                .toList();
    }

    static boolean has(String id) {
        return IDS.contains(id);
    }
}
