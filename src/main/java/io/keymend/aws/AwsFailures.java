package io.keymend.aws;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// What an AWS call's failure is called in front of people. It never holds a request's parameters.
final class AwsFailures {
    private static final int LONGEST = 300;

    private AwsFailures() {}

    /// The error's code and message, or the client's own message where no service answered.
    static String describe(SdkException failure) {
        if (failure instanceof AwsServiceException answered && answered.awsErrorDetails() != null) {
            String message = answered.awsErrorDetails().errorMessage();
            String code = answered.awsErrorDetails().errorCode();
            return message == null || message.isEmpty() ? code : code + ": " + cut(message);
        }
        return "no answer: " + cut(String.valueOf(failure.getMessage()));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
