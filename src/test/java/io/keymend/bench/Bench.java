package io.keymend.bench;

/// Runs one measurement: `mvn -q -Pbench -Dbench=cold-start`, `seal`, `census`, `aead` or `mend`.
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        String name = System.getProperty("bench", "cold-start");
        switch (name) {
            case "cold-start" -> ColdStart.main(arguments);
            case "seal" -> SealReading.main(arguments);
            case "census" -> Census.main();
            case "aead" -> KeyDiagnosing.main(arguments);
            case "doctor" -> DoctorScale.main();
            case "mend" -> MendTiming.main();
            default -> {
                System.err.println(
                        "no such measurement: "
                                + name
                                + "; there is cold-start, seal, census, aead, doctor, mend");
                System.exit(2);
            }
        }
    }
}
