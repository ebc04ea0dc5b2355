package io.keymend.aws.secrets;

import io.keymend.aws.api.AwsFailures;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.model.DecryptionFailureException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/// Why a secret could not be read, and what to do about it. Nothing of an answer that could not be
/// understood is repeated: it may hold the value.
final class SecretFailures {
    private static final String LISTING = "secretsmanager:ListSecretVersionIds";
    private static final String READING = "secretsmanager:GetSecretValue";

    private SecretFailures() {}

    /// Why its versions could not be listed.
    static String listing(SdkException failure, String arn) {
        if (failure instanceof ResourceNotFoundException) {
            return "there is no such secret in its Region: it was deleted, or the install is"
                    + " recorded with a wrong ARN";
        }
        if (isDenied(failure)) {
            return "its versions could not be listed, so only its labels AWSCURRENT and"
                    + " AWSPREVIOUS were tried; "
                    + allow(LISTING, arn);
        }
        return "its versions could not be listed (" + describe(failure) + ")";
    }

    /// Why a version could not be read.
    static String reading(SdkException failure, String arn) {
        if (failure instanceof ResourceNotFoundException) {
            return "it holds no value, or was deleted in the meantime";
        }
        if (failure instanceof DecryptionFailureException || isOfKms(failure)) {
            return "the KMS key that it is encrypted with refuses Keymend's role; allow kms:Decrypt"
                    + " in that key's policy, through Secrets Manager alone (kms:ViaService), and"
                    + " see that the key is enabled";
        }
        if (isDenied(failure)) {
            return "it could not be read; " + allow(READING, arn);
        }
        if (failure instanceof InvalidRequestException) {
            return "the secret is marked for deletion; to read it: aws secretsmanager"
                    + " restore-secret --secret-id "
                    + arn;
        }
        return "it could not be read (" + describe(failure) + ")";
    }

    private static String allow(String action, String arn) {
        return "give Keymend's role "
                + action
                + " on "
                + arn
                + " (the template's parameter OwnKeySecretArns does)";
    }

    private static boolean isDenied(SdkException failure) {
        return failure instanceof AwsServiceException answered
                && answered.awsErrorDetails() != null
                && "AccessDeniedException".equals(answered.awsErrorDetails().errorCode());
    }

    /// Secrets Manager tells a refusal by KMS from one of its own by the text alone.
    private static boolean isOfKms(SdkException failure) {
        return isDenied(failure) && String.valueOf(failure.getMessage()).contains("Access to KMS");
    }

    private static String describe(SdkException failure) {
        return failure instanceof AwsServiceException
                ? AwsFailures.describe(failure)
                : "no answer that can be understood";
    }
}
