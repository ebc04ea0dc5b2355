package io.keymend.aws.mend;

import io.keymend.aws.api.AwsFailures;
import io.keymend.mend.MendFailed;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.model.DatabaseErrorException;
import software.amazon.awssdk.services.rdsdata.model.StatementTimeoutException;
import software.amazon.awssdk.services.rdsdata.model.TransactionNotFoundException;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the database's refusals mean for a mend. A database's own message can quote a value, so
/// only its code is told.
final class MendFailures {
    private static final int ATTEMPTS = 5;

    private static final Pattern CODE =
            Pattern.compile("SQLState: ([0-9A-Z]{5})|^Database error code: ([0-9]+)");

    /// Serialization failures and deadlocks: the transaction may be repeated as it was.
    private static final Set<String> AGAIN = Set.of("40001", "40P01", "1213", "1020");

    /// Somebody else holds a lock, or the time was up.
    private static final Set<String> BUSY = Set.of("55P03", "57014", "1205", "1969", "3024");

    private static final Set<String> MISSING = Set.of("42P01", "3F000", "1146", "1049");

    private MendFailures() {}

    /// Something disagreed; whatever the transaction did was rolled back.
    static final class Mismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Mismatch(String message) {
            super(message);
        }
    }

    /// The database said no to the data itself, so that fewer rows may fare better.
    static final class DataRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DataRefused(SdkException cause) {
            super("a constraint of the database refused with code " + code(cause), cause);
        }
    }

    /// Runs a transaction until it ends one way or the other. One whose answer was lost is run
    /// again too: the journal shows what it did.
    static <T> T settle(Supplier<T> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (SdkException e) {
                if (isAboutData(e)) {
                    throw new DataRefused(e);
                }
                if (attempt == ATTEMPTS || !isWorthRepeating(e)) {
                    throw failed(e);
                }
            } catch (Mismatch e) {
                if (attempt == ATTEMPTS) {
                    throw new MendFailed.Disagreed(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private static boolean isAboutData(SdkException failure) {
        String code = code(failure);
        return code.startsWith("23")
                || Set.of("1062", "1451", "1452", "4025", "3819").contains(code);
    }

    private static boolean isWorthRepeating(SdkException failure) {
        return !(failure instanceof AwsServiceException)
                || failure instanceof TransactionNotFoundException
                || AGAIN.contains(code(failure));
    }

    static MendFailed failed(SdkException failure) {
        String code = code(failure);
        if (BUSY.contains(code) || failure instanceof StatementTimeoutException) {
            return new MendFailed.Unreachable("the rows are locked, or the time was up", failure);
        }
        if (AGAIN.contains(code)) {
            return new MendFailed.Unreachable("others write the same rows all the time", failure);
        }
        if (MISSING.contains(code)) {
            return new MendFailed.Refused(
                    List.of("a table is missing; has the journal been created in this database?"));
        }
        return failure instanceof DatabaseErrorException
                ? new MendFailed.Refused(List.of("the database refused with code " + code))
                : new MendFailed.Unreachable(AwsFailures.describe(failure), failure);
    }

    private static String code(SdkException failure) {
        if (!(failure instanceof DatabaseErrorException error)) {
            return "";
        }
        Matcher code = CODE.matcher(String.valueOf(error.awsErrorDetails().errorMessage()));
        if (!code.find()) {
            return "unknown";
        }
        return code.group(1) == null ? code.group(2) : code.group(1);
    }
}
