package io.keymend.local;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

import java.io.PrintStream;

/// How a person points the AWS CLI at a running stack.
final class Endpoints {
    private Endpoints() {}

    static void print(PrintStream out, LocalStack stack) {
        AwsBasicCredentials keymend = stack.callers().credentials(Story.KEYMEND_ROLE);
        out.println(
                "The stack is running; Ctrl-C stops it. To point the AWS CLI at it as Keymend's"
                        + " role:");
        out.println("  export AWS_ACCESS_KEY_ID=" + keymend.accessKeyId());
        out.println("  export AWS_SECRET_ACCESS_KEY=" + keymend.secretAccessKey());
        out.println("  export AWS_DEFAULT_REGION=" + Story.REGION);
        out.println("  export AWS_ENDPOINT_URL_KMS=" + stack.endpoints().get("kms"));
        out.println("  export AWS_ENDPOINT_URL_RDS_DATA=" + stack.endpoints().get("rdsdata"));
        out.println(
                "  export AWS_ENDPOINT_URL_SECRETS_MANAGER="
                        + stack.endpoints().get("secretsmanager"));
        out.println("  export AWS_ENDPOINT_URL_SNS=" + stack.endpoints().get("sns"));
        out.println("For example:");
        out.println("  aws kms describe-key --key-id " + Story.FORMER_KEY);
        out.println(
                "  aws rds-data execute-statement --resource-arn "
                        + Story.PRODUCT_CLUSTER
                        + " --secret-arn "
                        + Story.READER_SECRET
                        + " --database "
                        + stack.productDatabase()
                        + " --sql 'SELECT id FROM oidc_settings'");
    }
}
