package io.keymend;

/// Thrown where part of a delivery could not be handled and has to come again whole. Lambda tries
/// an asynchronous invocation twice more.
final class PutOff extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PutOff(int records) {
        super(
                (records == 1 ? "1 record" : records + " records")
                        + " could not be handled and have to come again; the log says why");
    }
}
