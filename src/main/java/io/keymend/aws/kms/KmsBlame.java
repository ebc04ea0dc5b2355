package io.keymend.aws.kms;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.model.DependencyTimeoutException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KmsInternalException;

/// What a failed call to KMS says something about, and so what is not worth asking again.
enum KmsBlame {
    /// Only the value: another may do better.
    VALUE,
    /// The key, whatever the value.
    KEY,
    /// KMS in that Region, whatever the key: it throttles, or does not answer.
    REGION;

    /// An internal error counts against the key: that of one key store is no other key's.
    static KmsBlame of(SdkException failure) {
        return switch (failure) {
            case InvalidCiphertextException _ -> VALUE;
            case KmsInternalException _, DependencyTimeoutException _ -> KEY;
            case AwsServiceException answered when answered.isThrottlingException() -> REGION;
            case AwsServiceException answered when answered.statusCode() >= 500 -> REGION;
            case AwsServiceException answered when isValidation(answered) -> VALUE;
            case AwsServiceException _ -> KEY;
            default -> REGION;
        };
    }

    private static boolean isValidation(AwsServiceException failure) {
        return failure.awsErrorDetails() != null
                && "ValidationException".equals(failure.awsErrorDetails().errorCode());
    }
}
