package io.keymend.aws;

import io.keymend.aws.api.Regional;

import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// The clients that only [AwsAdapters] hands out, for the tests of its rooms.
public final class OpenClients {
    private OpenClients() {}

    public static Regional<KmsClient> kms(AwsClients clients) {
        return clients.kms();
    }

    public static Regional<RdsDataClient> rdsData(AwsClients clients) {
        return clients.rdsData();
    }

    public static Regional<SecretsManagerClient> secrets(AwsClients clients) {
        return clients.secrets();
    }
}
