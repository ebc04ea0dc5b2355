package io.keymend.localaws;

/// Who signed a request, and for which Region: read from the credential scope of its SigV4 header.
///
/// @param principal ARN of the IAM role or user, or `anonymous` where no known access key signed
record Caller(String principal, String region) {}
