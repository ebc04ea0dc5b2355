package io.keymend.aws.api;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// What an AWS call's failure is called in front of people. It never holds a request's parameters.
public final class AwsFailures {
    private static final int LONGEST = 300;

    private AwsFailures() {}

    /// The error's code and message, the HTTP status where the answer has no code, or the client's
    /// own message where no service answered.
    public static String describe(SdkException failure) {
        return failure instanceof AwsServiceException answered
                ? answered(answered)
                : "no answer: " + cut(String.valueOf(failure.getMessage()));
    }

    private static String answered(AwsServiceException failure) {
        AwsErrorDetails details = failure.awsErrorDetails();
        String code = details == null ? "" : orEmpty(details.errorCode());
        String message = details == null ? "" : orEmpty(details.errorMessage());
        String name = code.isEmpty() ? "HTTP " + failure.statusCode() : code;
        return message.isEmpty() ? name : name + ": " + cut(message);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
