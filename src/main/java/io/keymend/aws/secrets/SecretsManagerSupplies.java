package io.keymend.aws.secrets;

import io.keymend.aead.SuppliedSecret;
import io.keymend.aws.api.Regional;
import io.keymend.doctor.SuppliedSecrets;
import io.keymend.json.Json;
import io.keymend.json.Node;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Secrets that people have put down, in one secret as a JSON object: each member is named by the
/// id of a row, and is a text or an object of texts.
public final class SecretsManagerSupplies implements SuppliedSecrets {
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+");
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private final Regional<SecretsManagerClient> clients;
    private final Json json;

    public SecretsManagerSupplies(Regional<SecretsManagerClient> clients, Json json) {
        this.clients = clients;
        this.json = json;
    }

    @Override
    public Supply read(String secretArn) {
        if (!ARN.matcher(secretArn).matches()) {
            throw new Unusable("secret is not the ARN of a secret of Secrets Manager");
        }
        try {
            GetSecretValueResponse value =
                    clients.of(secretArn).getSecretValue(request -> request.secretId(secretArn));
            if (value.secretString() == null) {
                throw new Unusable("the secret holds bytes, and a JSON object is expected");
            }
            return new Supply(value.versionId(), byRow(json.read(value.secretString())));
        } catch (SdkException e) {
            throw new Unusable("the secret: " + SecretFailures.reading(e, secretArn));
        } catch (Json.Unreadable e) {
            throw new Unusable("the secret cannot be read as JSON: " + e.getMessage());
        }
    }

    private static Map<String, SuppliedSecret> byRow(Node document) {
        if (!document.isObject()) {
            throw new Unusable("the secret is JSON, but no object of rows");
        }
        Map<String, SuppliedSecret> byRow = new LinkedHashMap<>();
        int place = 0;
        for (String id : document.names()) {
            place++;
            if (!ID.matcher(id).matches()) {
                throw new Unusable("member " + place + " is not named by the id of a row");
            }
            byRow.put(id, secret(id, document.at(id)));
        }
        return byRow;
    }

    private static SuppliedSecret secret(String id, Node node) {
        if (node.isText()) {
            return SuppliedSecret.text(SecretText.bytes(node));
        }
        Map<String, byte[]> fields = new LinkedHashMap<>();
        for (String name : node.names()) {
            if (!node.at(name).isText()) {
                throw new Unusable("row " + id + " has a member that is no text");
            }
            fields.put(name, SecretText.bytes(node.at(name)));
        }
        if (fields.isEmpty()) {
            throw new Unusable("row " + id + " is neither a text nor an object of texts");
        }
        return SuppliedSecret.fields(fields);
    }
}
