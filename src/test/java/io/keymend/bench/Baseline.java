package io.keymend.bench;

import io.keymend.local.LocalStack;
import io.keymend.local.Story;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.Field;

import java.util.Base64;
import java.util.List;

/// What anybody would do without Keymend, on the same stack.
final class Baseline {
    /// As many rows as fit an answer of the Data API.
    private static final int PAGE = 2_000;

    private final LocalStack stack;
    private final RdsDataClient data;
    private final KmsClient kms;

    Baseline(LocalStack stack) {
        this.stack = stack;
        this.data =
                RdsDataClient.builder()
                        .region(Region.of(Story.REGION))
                        .credentialsProvider(stack.callers().provider(Story.KEYMEND_ROLE))
                        .httpClient(UrlConnectionHttpClient.create())
                        .endpointOverride(stack.rdsData().endpoint())
                        .build();
        this.kms =
                KmsClient.builder()
                        .region(Region.of(Story.REGION))
                        .credentialsProvider(stack.callers().provider(Story.FORMER_ROLE))
                        .httpClient(UrlConnectionHttpClient.create())
                        .endpointOverride(stack.kms().endpoint())
                        .build();
    }

    long count(String table) {
        return query("SELECT count(*) FROM " + table).getFirst().getFirst().longValue();
    }

    /// Reads every value in pages by primary key.
    long readAll(String table, int rows) {
        long read = 0;
        long after = -1;
        while (read < rows) {
            List<List<Field>> page = page(table, after, PAGE);
            read += page.size();
            after = page.getLast().getFirst().longValue();
        }
        return read;
    }

    private List<List<Field>> page(String table, long after, int size) {
        return query(
                "SELECT id, sealed FROM %s WHERE id > %d ORDER BY id LIMIT %d"
                        .formatted(table, after, size));
    }

    /// How long it takes to read the first rows and decrypt each, in seconds. They are the former
    /// key's, and the caller is the former install's role.
    double decryptEach(String table, int rows) {
        long start = System.nanoTime();
        for (List<Field> row : page(table, -1, rows)) {
            kms.decrypt(
                    request -> request.keyId(Story.FORMER_KEY).ciphertextBlob(blob(row.get(1))));
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static SdkBytes blob(Field value) {
        return value.blobValue() == null
                ? SdkBytes.fromByteArray(
                        Base64.getDecoder()
                                .decode(value.stringValue().replaceAll(".*\"key\":\"|\",.*", "")))
                : value.blobValue();
    }

    private List<List<Field>> query(String sql) {
        return data.executeStatement(request ->
                        request.resourceArn(Story.PRODUCT_CLUSTER)
                                .secretArn(Story.READER_SECRET)
                                .database(stack.productDatabase())
                                .sql(sql))
                .records();
    }
}
