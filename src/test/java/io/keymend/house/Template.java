package io.keymend.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A CloudFormation template as a tree, with its short tags in their long form: `!Ref X` is
/// `{"Ref": "X"}`.
public final class Template {
    private final JsonNode root;

    private Template(JsonNode root) {
        this.root = root;
    }

    /// The template in the project's folder.
    public static Template ofKeymend() throws IOException {
        return read(Path.of("template.yaml"));
    }

    static Template read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file)) {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            Object tree = new Yaml(new LongForms(options)).load(text);
            return new Template(new ObjectMapper().valueToTree(tree));
        }
    }

    /// What Lambda is told to call.
    public String handler() {
        return the("AWS::Serverless::Function").path("Handler").asText();
    }

    /// The function's package, as a path from the project's folder.
    public String codeUri() {
        return the("AWS::Serverless::Function").path("CodeUri").asText();
    }

    /// The pattern of a rule, as EventBridge gets it.
    String eventPattern(String rule) {
        return resource(rule).path("EventPattern").toString();
    }

    /// The names of the resources of a type.
    List<String> names(String type) {
        return root.path("Resources")
                .propertyStream()
                .filter(resource -> resource.getValue().path("Type").asText().equals(type))
                .map(Map.Entry::getKey)
                .toList();
    }

    JsonNode parameters() {
        return root.path("Parameters");
    }

    /// The properties of a resource.
    JsonNode resource(String name) {
        JsonNode properties = root.path("Resources").path(name).path("Properties");
        if (properties.isMissingNode()) {
            throw new IllegalArgumentException("the template has no resource " + name);
        }
        return properties;
    }

    /// The condition under which a resource is made; empty where it always is.
    String condition(String name) {
        return root.path("Resources").path(name).path("Condition").asText();
    }

    /// The properties of the only resource of a type.
    JsonNode the(String type) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode resource : root.path("Resources")) {
            if (resource.path("Type").asText().equals(type)) {
                found.add(resource.path("Properties"));
            }
        }
        if (found.size() != 1) {
            throw new IllegalStateException(
                    found.size() + " resources of type " + type + ", not one");
        }
        return found.getFirst();
    }

    private static final class LongForms extends SafeConstructor {
        LongForms(LoaderOptions options) {
            super(options);
            yamlMultiConstructors.put("!", new LongForm());
        }

        private final class LongForm extends AbstractConstruct {
            @Override
            public Object construct(Node node) {
                String name = node.getTag().getValue().substring(1);
                boolean bare = name.equals("Ref") || name.equals("Condition");
                return Map.of(bare ? name : "Fn::" + name, argument(node));
            }

            private Object argument(Node node) {
                return switch (node) {
                    case ScalarNode scalar -> constructScalar(scalar);
                    case SequenceNode sequence -> constructSequence(sequence);
                    case MappingNode mapping -> constructMapping(mapping);
                    default -> throw new IllegalArgumentException("unexpected " + node);
                };
            }
        }
    }
}
