package com.ingestlayer.local.iam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.local.StackLayout;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A call of an AWS service, and what IAM is asked for before it is answered, as the Service Authorization Reference says.
 *
 * @param target the header {@code X-Amz-Target}, such as {@code AmazonSQS.SendMessage}; empty where there is none
 * @param path of the request
 * @param body in JSON
 */
public record ApiCall(String target, String path, String body) {
    private static final Pattern CONVERSE = Pattern.compile("/model/([^/]+)/converse");
    /** A model's id after the part of the world that its profile spreads calls over, such as {@code eu.amazon.nova-lite-v1:0}. */
    private static final Pattern INFERENCE_PROFILE = Pattern.compile("(?:[a-z]{2}|apac|global|us-gov)\\.(.+)");

    /** Calls whose action has another name (SQS Developer Guide, "Amazon SQS API permissions"). */
    private static final Map<String, String> BATCHES = Map.of(
            "SendMessageBatch", "SendMessage",
            "DeleteMessageBatch", "DeleteMessage",
            "ChangeMessageVisibilityBatch", "ChangeMessageVisibility");

    /** What a transaction's items ask for (DynamoDB Developer Guide, "Using IAM with DynamoDB transactions"). */
    private static final Map<String, String> TRANSACTION_ITEMS = Map.of(
            "Put", "PutItem",
            "Update", "UpdateItem",
            "Delete", "DeleteItem",
            "Get", "GetItem",
            "ConditionCheck", "ConditionCheckItem");

    public ApiCall {
        requireNonNull(target, "target is null");
        requireNonNull(path, "path is null");
        requireNonNull(body, "body is null");
    }

    /**
     * What it asks for: all of it has to be allowed.
     *
     * @throws IllegalArgumentException when the service is none that the functions call
     */
    public List<Access> accesses() {
        Matcher converse = CONVERSE.matcher(path);
        if (converse.matches()) {
            return models(URLDecoder.decode(converse.group(1), UTF_8));
        }
        String service = target.substring(0, Math.max(0, target.indexOf('.')));
        String operation = target.substring(target.indexOf('.') + 1);
        JsonNode call = Json.read(body);
        return switch (service) {
            case "DynamoDB_20120810" -> dynamoDb(operation, call).distinct().toList();
            case "AmazonSQS" -> List.of(sqs(operation, call));
            case "AmazonSSM" -> ssm(operation, call);
            default -> throw new IllegalArgumentException("no service is known by " + target + " " + path);
        };
    }

    /** A profile asks for itself and for the model behind it (Amazon Bedrock User Guide, "Prerequisites for inference profiles"). */
    private static List<Access> models(String id) {
        Matcher profile = INFERENCE_PROFILE.matcher(id);
        Stream<String> arns = profile.matches()
                ? Stream.of(Template.arn("bedrock", "inference-profile/" + id), foundationModel(profile.group(1)))
                : Stream.of(id.startsWith("arn:") ? id : foundationModel(id));
        return arns.map(arn -> new Access("bedrock:InvokeModel", arn)).toList();
    }

    private static String foundationModel(String id) {
        return "arn:aws:bedrock:" + StackLayout.REGION + "::foundation-model/" + id;
    }

    private static Stream<Access> dynamoDb(String operation, JsonNode call) {
        Function<String, Access> onTable = table -> new Access("dynamodb:" + operation, tableArn(table));
        if (call.has("RequestItems")) {
            return call.path("RequestItems").properties().stream()
                    .map(Map.Entry::getKey)
                    .map(onTable);
        }
        if (call.has("TransactItems")) {
            return elements(call.path("TransactItems"))
                    .flatMap(item -> item.properties().stream())
                    .map(item -> new Access(
                            "dynamodb:" + TRANSACTION_ITEMS.get(item.getKey()),
                            tableArn(item.getValue().path("TableName").asText())));
        }
        String index = call.path("IndexName").asText();
        String table = tableArn(call.path("TableName").asText());
        return Stream.of(new Access("dynamodb:" + operation, index.isEmpty() ? table : table + "/index/" + index));
    }

    private static String tableArn(String table) {
        return Template.arn("dynamodb", "table/" + table);
    }

    private static Access sqs(String operation, JsonNode call) {
        String url = call.path("QueueUrl").asText();
        return new Access(
                "sqs:" + BATCHES.getOrDefault(operation, operation),
                Template.arn("sqs", url.substring(url.lastIndexOf('/') + 1)));
    }

    private static List<Access> ssm(String operation, JsonNode call) {
        Stream<String> names = call.has("Names")
                ? elements(call.path("Names")).map(JsonNode::asText)
                : Stream.of(call.path(call.has("Path") ? "Path" : "Name").asText());
        return names.map(name -> new Access(
                        "ssm:" + operation,
                        Template.arn("ssm", "parameter" + (name.startsWith("/") ? name : "/" + name))))
                .distinct()
                .toList();
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
