package com.ingestlayer.local.iam;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.local.StackLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * template.yaml as the stack {@code ingestlayer} of the local account. It knows the intrinsic functions and the types of
 * resources that the template's roles, tables and queues are written with, and refuses others rather than guess. Immutable.
 */
public final class Template {
    private static final String ACCOUNT = "000000000000";
    private static final Map<String, String> PSEUDO_PARAMETERS = Map.of(
            "AWS::StackName", "ingestlayer",
            "AWS::Region", StackLayout.REGION,
            "AWS::AccountId", ACCOUNT,
            "AWS::Partition", "aws",
            "AWS::URLSuffix", "amazonaws.com");
    private static final JsonNode NO_VALUE = Json.object().missingNode();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

    private final JsonNode source;
    private final Map<String, String> parameters;

    private Template(JsonNode source, Map<String, String> parameters) {
        this.source = requireNonNull(source, "source is null");
        this.parameters = Map.copyOf(parameters);
    }

    /** @param parameters those of the stack that do not have their default */
    public static Template read(Path file, Map<String, String> parameters) throws IOException {
        LoadSettings settings =
                LoadSettings.builder().setLabel(file.getFileName().toString()).build();
        return new Template(
                json(new Compose(settings)
                        .composeString(Files.readString(file))
                        .orElseThrow(() -> new IOException(file + " is empty"))),
                parameters);
    }

    /** As it is written: scalars as text, and {@code !Sub x} as {@code {"!Sub": "x"}}. */
    public JsonNode source() {
        return source;
    }

    /** A part of the template as CloudFormation reads it: without intrinsic functions. */
    public JsonNode resolve(JsonNode part) {
        if (part.isObject()) {
            String first = part.fieldNames().hasNext() ? part.fieldNames().next() : "";
            if (first.startsWith("!")) {
                return intrinsic(first, part.path(first));
            }
            ObjectNode object = Json.object();
            part.properties().forEach(field -> {
                JsonNode value = resolve(field.getValue());
                if (!value.isMissingNode()) {
                    object.set(field.getKey(), value);
                }
            });
            return object;
        }
        if (part.isArray()) {
            ArrayNode array = Json.array();
            part.forEach(item -> Optional.of(resolve(item))
                    .filter(value -> !value.isMissingNode())
                    .ifPresent(array::add));
            return array;
        }
        return part;
    }

    /** A resource's properties, resolved. */
    public JsonNode properties(String resource) {
        return resolve(resource(resource).path("Properties"));
    }

    /** The logical ids of all resources of a type, such as {@code AWS::IAM::Role}, whose condition holds. */
    public List<String> resources(String type) {
        return source.path("Resources").properties().stream()
                .filter(resource -> resource.getValue().path("Type").asText().equals(type))
                .filter(resource -> !resource.getValue().has("Condition")
                        || holds(resource.getValue().path("Condition").asText()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The ARN of a table, queue, log group or role. */
    public String arn(String resource) {
        JsonNode properties = resource(resource).path("Properties");
        return switch (resource(resource).path("Type").asText()) {
            case "AWS::DynamoDB::Table" -> arn("dynamodb", "table/" + text(properties.path("TableName")));
            case "AWS::SQS::Queue" -> arn("sqs", text(properties.path("QueueName")));
            case "AWS::Logs::LogGroup" -> arn("logs", "log-group:" + text(properties.path("LogGroupName")) + ":*");
            case "AWS::IAM::Role" -> "arn:aws:iam::" + ACCOUNT + ":role/" + resource;
            default -> throw unknown("the ARN of " + resource);
        };
    }

    static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + StackLayout.REGION + ":" + ACCOUNT + ":" + resource;
    }

    private static JsonNode json(Node node) {
        JsonNode value;
        if (node instanceof MappingNode mapping) {
            ObjectNode object = Json.object();
            mapping.getValue()
                    .forEach(entry ->
                            object.set(((ScalarNode) entry.getKeyNode()).getValue(), json(entry.getValueNode())));
            value = object;
        } else if (node instanceof SequenceNode sequence) {
            ArrayNode array = Json.array();
            sequence.getValue().forEach(item -> array.add(json(item)));
            value = array;
        } else {
            value = TextNode.valueOf(((ScalarNode) node).getValue());
        }
        String tag = node.getTag().getValue();
        return tag.startsWith("!") ? Json.object().set(tag, value) : value;
    }

    private JsonNode resource(String name) {
        JsonNode resource = source.path("Resources").path(name);
        if (resource.isMissingNode()) {
            throw unknown("the resource " + name);
        }
        return resource;
    }

    private JsonNode intrinsic(String function, JsonNode argument) {
        return switch (function) {
            case "!Ref" -> ref(argument.asText());
            case "!GetAtt" -> TextNode.valueOf(attribute(argument.asText()));
            case "!Sub" ->
                TextNode.valueOf(
                        argument.isArray()
                                ? substitute(argument.path(0).asText(), argument.path(1))
                                : substitute(argument.asText(), Json.object()));
            case "!If" -> resolve(argument.path(holds(argument.path(0).asText()) ? 1 : 2));
            case "!Equals" -> Json.object().booleanNode(text(argument.path(0)).equals(text(argument.path(1))));
            case "!Not" -> Json.object().booleanNode(!resolve(argument.path(0)).asBoolean());
            case "!Join" ->
                TextNode.valueOf(StreamSupport.stream(resolve(argument.path(1)).spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(argument.path(0).asText())));
            default -> throw unknown(function);
        };
    }

    private boolean holds(String condition) {
        JsonNode rule = source.path("Conditions").path(condition);
        if (rule.isMissingNode()) {
            throw unknown("the condition " + condition);
        }
        return resolve(rule).asBoolean();
    }

    private JsonNode ref(String name) {
        if (name.equals("AWS::NoValue")) {
            return NO_VALUE;
        }
        if (PSEUDO_PARAMETERS.containsKey(name)) {
            return TextNode.valueOf(PSEUDO_PARAMETERS.get(name));
        }
        JsonNode parameter = source.path("Parameters").path(name);
        if (parameter.isMissingNode()) {
            return TextNode.valueOf(physicalId(name));
        }
        String value = parameters.getOrDefault(name, parameter.path("Default").asText());
        if (!parameter.path("Type").asText().equals("CommaDelimitedList")) {
            return TextNode.valueOf(value);
        }
        ArrayNode list = Json.array();
        List.of(value.split(",")).forEach(list::add);
        return list;
    }

    private String physicalId(String resource) {
        JsonNode properties = resource(resource).path("Properties");
        return switch (resource(resource).path("Type").asText()) {
            case "AWS::DynamoDB::Table" -> text(properties.path("TableName"));
            case "AWS::SQS::Queue" ->
                "https://sqs." + StackLayout.REGION + ".amazonaws.com/" + ACCOUNT + "/"
                        + text(properties.path("QueueName"));
            case "AWS::Logs::LogGroup" -> text(properties.path("LogGroupName"));
            default -> throw unknown("!Ref " + resource);
        };
    }

    private String attribute(String path) {
        String resource = path.substring(0, path.indexOf('.'));
        return switch (path.substring(path.indexOf('.') + 1)) {
            case "Arn" -> arn(resource);
            case "QueueName" -> text(resource(resource).path("Properties").path("QueueName"));
            default -> throw unknown("!GetAtt " + path);
        };
    }

    private String substitute(String text, JsonNode variables) {
        return VARIABLE.matcher(text).replaceAll(variable -> {
            String name = variable.group(1);
            JsonNode own = variables.path(name);
            String value = !own.isMissingNode()
                    ? text(own)
                    : name.contains(".") ? attribute(name) : ref(name).asText();
            return Matcher.quoteReplacement(value);
        });
    }

    private String text(JsonNode part) {
        return resolve(part).asText();
    }

    private static IllegalStateException unknown(String what) {
        return new IllegalStateException("template.yaml: this reader does not know " + what);
    }
}
