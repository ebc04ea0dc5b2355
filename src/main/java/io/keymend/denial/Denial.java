package io.keymend.denial;

import java.time.Instant;
import java.util.Optional;

/// One refused or failed kms:Decrypt.
///
/// It is a hint, never evidence: anybody with an IAM principal can produce one, and chooses parts
/// of its text.
///
/// @param eventId CloudTrail's `eventID`
/// @param region where the call was made; the key's own Region stands in its ARN
/// @param key absent where the record names none
/// @param errorCode as CloudTrail wrote it
/// @param message as CloudTrail wrote it, at most 1 KB; empty where the record has none
/// @param policy which policy refused, where the message says so
/// @param service the AWS service that called for the principal; what it could not open is its own,
///   not a row of a database
public record Denial(
        String eventId,
        Instant time,
        String region,
        Refusal refusal,
        String errorCode,
        String message,
        Optional<KeyArn> key,
        Principal principal,
        Optional<PolicyRefusal> policy,
        Optional<String> service) {}
