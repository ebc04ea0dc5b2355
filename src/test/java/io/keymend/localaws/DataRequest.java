package io.keymend.localaws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.keymend.install.Engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The body of one Data API call.
record DataRequest(JsonNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_REQUEST = 4 << 20;
    private static final int LONGEST_SQL = 65_536;

    static DataRequest read(String body) {
        if (body.getBytes(StandardCharsets.UTF_8).length > LONGEST_REQUEST) {
            throw DataErrors.badRequest("Request size exceeds the limit of 4 MiB");
        }
        try {
            return new DataRequest(MAPPER.readTree(body));
        } catch (JsonProcessingException _) {
            throw new AwsError(400, "SerializationException", "The request is not JSON");
        }
    }

    String clusterArn() {
        return required("resourceArn");
    }

    String secretArn() {
        return required("secretArn");
    }

    String transactionId() {
        return required("transactionId");
    }

    boolean inTransaction() {
        return !optional("transactionId").isEmpty();
    }

    /// Empty where the request names none.
    String database() {
        return optional("database");
    }

    SqlText sql(Engine engine) {
        String sql = required("sql");
        if (sql.length() > LONGEST_SQL) {
            throw DataErrors.validation(
                    "1 validation error detected: Value at 'sql' failed to satisfy constraint:"
                            + " Member must have length less than or equal to 65536");
        }
        SqlText text = SqlText.parse(sql, engine);
        if (text.several()) {
            throw DataErrors.validation("Multistatements aren't supported.");
        }
        return text;
    }

    /// The schema parameter is refused by everything but Serverless v1.
    void refuseSchema() {
        if (!optional("schema").isEmpty()) {
            throw DataErrors.validation("The schema parameter isn't supported");
        }
    }

    Map<String, DataParameter> parameters() {
        return named(json.path("parameters"));
    }

    List<Map<String, DataParameter>> parameterSets() {
        List<Map<String, DataParameter>> sets = new ArrayList<>();
        json.path("parameterSets").forEach(set -> sets.add(named(set)));
        return sets;
    }

    boolean wantsMetadata() {
        return json.path("includeResultMetadata").asBoolean();
    }

    boolean wantsJson() {
        return json.path("formatRecordsAs").asText().equals("JSON");
    }

    boolean continuesAfterTimeout() {
        return json.path("continueAfterTimeout").asBoolean();
    }

    boolean longsAsText() {
        return json.path("resultSetOptions").path("longReturnType").asText().equals("STRING");
    }

    boolean decimalsAsNumbers() {
        return json.path("resultSetOptions")
                .path("decimalReturnType")
                .asText()
                .equals("DOUBLE_OR_LONG");
    }

    /// Without SQL and parameters.
    @Override
    public String toString() {
        return "DataRequest[" + json.path("resourceArn").asText() + "]";
    }

    private static Map<String, DataParameter> named(JsonNode list) {
        Map<String, DataParameter> byName = new HashMap<>();
        for (JsonNode json : list) {
            DataParameter parameter = DataParameter.of(json);
            if (byName.put(parameter.name(), parameter) != null) {
                throw DataErrors.validation(
                        "Parameter \"" + parameter.name() + "\" is set more than once");
            }
        }
        return byName;
    }

    private String required(String member) {
        if (!json.hasNonNull(member)) {
            throw DataErrors.missing(member);
        }
        return json.path(member).asText();
    }

    private String optional(String member) {
        return json.hasNonNull(member) ? json.path(member).asText() : "";
    }
}
