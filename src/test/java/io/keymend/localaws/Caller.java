package io.keymend.localaws;

/// Who signed a request, and for which Region: read from the credential scope of its SigV4 header.
///
/// @param principal ARN of the IAM role or user, or `anonymous` where no known access key signed
record Caller(String principal, String region) {
    boolean isAnonymous() {
        return principal.equals("anonymous");
    }

    /// The account the principal belongs to.
    String account() {
        String[] parts = principal.split(":", 6);
        return parts.length == 6 ? parts[4] : "";
    }

    /// The caller as AWS names it in a refusal: a role appears as the session that assumed it.
    String user() {
        String[] parts = principal.split(":", 6);
        if (parts.length < 6 || !parts[5].startsWith("role/")) {
            return principal;
        }
        String role = parts[5].substring(parts[5].lastIndexOf('/') + 1);
        return "arn:%s:sts::%s:assumed-role/%s/local".formatted(parts[1], parts[4], role);
    }
}
