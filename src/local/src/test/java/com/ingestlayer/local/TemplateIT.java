package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.local.engines.Engines;
import com.ingestlayer.local.front.Cors;
import com.ingestlayer.local.iam.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Holds template.yaml against what the local stack makes, so that what is tested here is what is deployed there. */
class TemplateIT {
    private static final Template STACK = TestStack.template();
    private static final JsonNode TEMPLATE = STACK.source();
    private static final JsonNode RESOURCES = TEMPLATE.path("Resources");

    private static Engines engines;

    @BeforeAll
    static void start() throws IOException {
        engines = Engines.start(freePort(), freePort());
    }

    @AfterAll
    static void stop() {
        engines.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static JsonNode properties(String resource) {
        return RESOURCES.path(resource).path("Properties");
    }

    @ParameterizedTest
    @CsvSource({
        "EventsTable, ingestlayer-events",
        "EntitiesTable, ingestlayer-entities",
        "StateTable, ingestlayer-state",
        "KeysTable, ingestlayer-keys"
    })
    void aTableIsTheSameHereAndThere(String resource, String tableName) {
        JsonNode there = properties(resource);
        TableDescription here = engines.dynamoDb()
                .describeTable(describe -> describe.tableName(tableName))
                .table();
        assertThat(STACK.properties(resource).path("TableName").asText()).isEqualTo(tableName);
        assertThat(attributesOf(there.path("AttributeDefinitions")))
                .isEqualTo(here.attributeDefinitions().stream()
                        .collect(Collectors.toMap(
                                AttributeDefinition::attributeName, AttributeDefinition::attributeTypeAsString)));
        assertThat(keyOf(there.path("KeySchema"))).isEqualTo(keyOf(here.keySchema()));
        Map<String, String> indexesThere = new TreeMap<>();
        there.path("GlobalSecondaryIndexes")
                .forEach(index -> indexesThere.put(
                        index.path("IndexName").asText(),
                        keyOf(index.path("KeySchema")) + " "
                                + index.path("Projection")
                                        .path("ProjectionType")
                                        .asText()));
        Map<String, String> indexesHere = new TreeMap<>();
        here.globalSecondaryIndexes()
                .forEach(index -> indexesHere.put(
                        index.indexName(),
                        keyOf(index.keySchema()) + " " + index.projection().projectionTypeAsString()));
        assertThat(indexesThere).isEqualTo(indexesHere);
        assertThat(there.path("BillingMode").asText())
                .isEqualTo(here.billingModeSummary().billingModeAsString())
                .isEqualTo(BillingMode.PAY_PER_REQUEST.toString());
        boolean expiresHere = engines.dynamoDb()
                        .describeTimeToLive(describe -> describe.tableName(tableName))
                        .timeToLiveDescription()
                        .timeToLiveStatus()
                == TimeToLiveStatus.ENABLED;
        assertThat(there.path("TimeToLiveSpecification").path("AttributeName").asText())
                .isEqualTo(expiresHere ? TableSchemas.TTL_ATTRIBUTE : "");
        assertThat(there.path("PointInTimeRecoverySpecification")
                        .path("PointInTimeRecoveryEnabled")
                        .asText())
                .isEqualTo(
                        Boolean.toString(!resource.equals("StateTable"))); // whose slots are worth nothing a day later
        assertThat(there.path("SSESpecification").path("SSEEnabled").asText()).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EventsTable", "EntitiesTable", "KeysTable"})
    void aTableThatHoldsWhatCannotBeMadeAgainOutlivesItsStackAndAnotherMayBeUsedInItsPlace(String resource) {
        JsonNode table = RESOURCES.path(resource);
        assertThat(table.path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
        assertThat(table.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
        assertThat(STACK.properties(resource).path("DeletionProtectionEnabled").asText())
                .isEqualTo("true");
        assertThat(STACK.resources("AWS::DynamoDB::Table")).contains(resource);
        assertThat(restored().resources("AWS::DynamoDB::Table")).containsExactly("StateTable");
    }

    @Test
    void theFunctionsMayAndAreToldToUseTheTablesThatTheParametersName() {
        Template stack = restored();
        JsonNode variables =
                stack.resolve(properties("IngressFunction").path("Environment").path("Variables"));
        assertThat(variables.path("INGESTLAYER_ENTITIES_TABLE").asText()).isEqualTo("found-entities");
        assertThat(variables.path("INGESTLAYER_KEYS_TABLE").asText()).isEqualTo("restored-keys");
        JsonNode ofBoth = stack.resolve(
                TEMPLATE.path("Globals").path("Function").path("Environment").path("Variables"));
        assertThat(ofBoth.path("INGESTLAYER_EVENTS_TABLE").asText()).isEqualTo("found-events");
        for (String role : stack.resources("AWS::IAM::Role")) {
            assertThat(stack.properties(role).toString())
                    .contains("table/found-events")
                    .doesNotContain("ingestlayer-events", "ingestlayer-entities", "ingestlayer-keys");
        }
        assertThat(stack.properties("DeadLetterQueue").path("QueueName").asText())
                .isEqualTo("other-dead");
    }

    private static Template restored() {
        try {
            return Template.read(
                    TestStack.ROOT.resolve("template.yaml"),
                    Map.of(
                            "EventsTableName", "found-events",
                            "EntitiesTableName", "found-entities",
                            "KeysTableName", "restored-keys",
                            "DeadLetterQueueName", "other-dead"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> attributesOf(JsonNode definitions) {
        return StreamSupport.stream(definitions.spliterator(), false)
                .collect(
                        Collectors.toMap(each -> each.path("AttributeName").asText(), each -> each.path("AttributeType")
                                .asText()));
    }

    private static String keyOf(JsonNode schema) {
        return StreamSupport.stream(schema.spliterator(), false)
                .map(each -> each.path("AttributeName").asText() + " "
                        + each.path("KeyType").asText())
                .collect(Collectors.joining(", "));
    }

    private static String keyOf(Collection<KeySchemaElement> schema) {
        return schema.stream()
                .map(each -> each.attributeName() + " " + each.keyTypeAsString())
                .collect(Collectors.joining(", "));
    }

    @Test
    void theQueuesAreTheSameHereAndThere() {
        JsonNode deliveries = properties("DeliveriesQueue");
        Map<QueueAttributeName, String> here = attributes(StackLayout.DELIVERIES_QUEUE);
        assertThat(STACK.properties("DeliveriesQueue").path("QueueName").asText())
                .isEqualTo(StackLayout.DELIVERIES_QUEUE);
        assertThat(deliveries.path("VisibilityTimeout").asText())
                .isEqualTo(here.get(QueueAttributeName.VISIBILITY_TIMEOUT));
        assertThat(deliveries.path("RedrivePolicy").path("maxReceiveCount").asText())
                .isEqualTo(TestStack.json(here.get(QueueAttributeName.REDRIVE_POLICY))
                        .path("maxReceiveCount")
                        .asText())
                .isEqualTo("5");
        assertThat(deliveries
                        .path("RedrivePolicy")
                        .path("deadLetterTargetArn")
                        .path("!GetAtt")
                        .asText())
                .isEqualTo("DeadLetterQueue.Arn");
        assertThat(deliveries.path("MessageRetentionPeriod").asText())
                .isEqualTo(Long.toString(StackLayout.DELIVERIES_RETENTION.toSeconds()));
        JsonNode dead = properties("DeadLetterQueue");
        assertThat(STACK.properties("DeadLetterQueue").path("QueueName").asText())
                .isEqualTo(StackLayout.DEAD_LETTER_QUEUE);
        assertThat(dead.path("MessageRetentionPeriod").asText())
                .isEqualTo(Long.toString(StackLayout.DEAD_LETTER_RETENTION.toSeconds()));
        assertThat(dead.path("SqsManagedSseEnabled").asText()).isEqualTo("true");
        assertThat(deliveries.path("SqsManagedSseEnabled").asText()).isEqualTo("true");
    }

    private static Map<QueueAttributeName, String> attributes(String queue) {
        return engines.sqs()
                .getQueueAttributes(get -> get.queueUrl(engines.sqsEndpoint() + "/000000000000/" + queue)
                        .attributeNames(QueueAttributeName.ALL))
                .attributes();
    }

    @Test
    void theFunctionsAreToldTheSameHereAndThere() {
        assertThat(variables("IngressFunction"))
                .isEqualTo(StackLayout.ingressEnvironment("", "", "", "", "").keySet());
        assertThat(variables("DeliveryFunction"))
                .isEqualTo(StackLayout.deliveryEnvironment("", "", "", "", "").keySet());
        JsonNode there =
                TEMPLATE.path("Globals").path("Function").path("Environment").path("Variables");
        assertThat(there.path("INGESTLAYER_EVENT_RETENTION").asText())
                .isEqualTo(StackLayout.ingressEnvironment("", "", "", "", "").get("INGESTLAYER_EVENT_RETENTION"));
    }

    /** What SQS moved has been kept for as long as it was in the deliveries queue: the alarms leave days to act, even then. */
    @Test
    void whoIsToldOfAnOldMessageHasDaysToActBeforeItIsDeleted() {
        Duration told = Duration.ofDays(5);
        assertThat(properties("DeliveriesAgeAlarm").path("Threshold").asText())
                .isEqualTo(properties("DeadLettersAgeAlarm").path("Threshold").asText())
                .isEqualTo(Long.toString(told.toSeconds()));
        assertThat(StackLayout.DELIVERIES_RETENTION.minus(told)).isGreaterThanOrEqualTo(Duration.ofDays(2));
        assertThat(StackLayout.DEAD_LETTER_RETENTION
                        .minus(StackLayout.DELIVERIES_RETENTION)
                        .minus(told))
                .isGreaterThanOrEqualTo(Duration.ofDays(2));
    }

    @Test
    void everyAlarmHasItsSectionOfTheRunbookAndItsPlaceOnTheDashboard() throws IOException {
        Map<String, String> anchors = new TreeMap<>();
        RESOURCES.properties().forEach(resource -> {
            if (resource.getValue().path("Type").asText().equals("AWS::CloudWatch::Alarm")) {
                JsonNode alarm = resource.getValue().path("Properties");
                String description = alarm.path("AlarmDescription").path("!Sub").asText();
                assertThat(description).contains("Runbook: ${RunbookUrl}#");
                anchors.put(resource.getKey(), description.substring(description.indexOf('#') + 1));
                assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("notBreaching");
                assertThat(alarm.path("AlarmActions").path("!If").path(0).asText())
                        .isEqualTo("HasAlarmTopic");
            }
        });
        assertThat(anchors)
                .containsKeys(
                        "DeadDeliveriesAlarm",
                        "DeadLettersAlarm",
                        "DeadLettersAgeAlarm",
                        "DeliveriesAgeAlarm",
                        "DeliveriesWaitAlarm",
                        "InFlightAlarm",
                        "ServerErrorsAlarm",
                        "ServiceRefusalsAlarm",
                        "UnusableSecretsAlarm",
                        "IngressErrorsAlarm",
                        "DeliveryErrorsAlarm",
                        "IngressThrottlesAlarm",
                        "DeliveryThrottlesAlarm");
        Set<String> sections = Files.readAllLines(TestStack.ROOT.resolve("infra/runbook.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(Collectors.toSet());
        assertThat(sections).containsAll(anchors.values());
        String dashboard =
                properties("Dashboard").path("DashboardBody").path("!Sub").asText();
        String widget = dashboard.substring(dashboard.indexOf("\"alarms\": ["), dashboard.indexOf("]}}"));
        assertThat(Pattern.compile("\\$\\{(\\w+)\\.Arn}")
                        .matcher(widget)
                        .results()
                        .map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(anchors.keySet());
    }

    @Test
    void thePageOfCostsCountsTheMetricsThatAlarmsLookAt() throws IOException {
        int metrics = 0;
        for (JsonNode resource : RESOURCES) {
            if (resource.path("Type").asText().equals("AWS::CloudWatch::Alarm")) {
                JsonNode alarm = resource.path("Properties");
                metrics += alarm.has("Metrics")
                        ? alarm.path("Metrics").findValues("MetricStat").size()
                        : 1;
            }
        }
        assertThat(Files.readString(TestStack.ROOT.resolve("infra/cost.md")))
                .contains("| alarms (" + metrics + " metrics) |")
                .contains("| `alarm_metrics` | " + metrics + " |");
        assertThat(Files.readString(
                        TestStack.ROOT.resolve("src/bench/src/main/resources/com/ingestlayer/bench/prices.properties")))
                .contains("alarm_metrics=" + metrics + "\n");
    }

    /** A letter that lies in the queue would keep an alarm on its number up, and so mute the next outage. */
    @Test
    void alarmsOnDeadLettersRingAgainForTheNextOutage() {
        JsonNode deaths = properties("DeadDeliveriesAlarm");
        assertThat(deaths.path("Namespace").asText()).isEqualTo("Ingestlayer");
        assertThat(deaths.path("MetricName").asText()).isEqualTo("Attempts");
        assertThat(deaths.path("Dimensions").path(1).path("Name").asText()).isEqualTo("Outcome");
        assertThat(deaths.path("Dimensions").path(1).path("Value").asText()).isEqualTo("dead");
        assertThat(deaths.path("Statistic").asText()).isEqualTo("Sum");
        assertThat(deaths.path("Period").asText()).isEqualTo("3600");
        assertThat(properties("DeadLettersAlarm")
                        .path("Metrics")
                        .path(0)
                        .path("Expression")
                        .asText())
                .startsWith("DIFF(");
        RESOURCES.properties().forEach(resource -> {
            JsonNode alarm = resource.getValue().path("Properties");
            if (alarm.path("MetricName").asText().equals("ApproximateNumberOfMessagesVisible")) {
                assertThat(alarm.path("Dimensions")
                                .path(0)
                                .path("Value")
                                .path("!GetAtt")
                                .asText())
                        .as(resource.getKey())
                        .isNotEqualTo("DeadLetterQueue.QueueName");
            }
        });
    }

    @Test
    void nothingIsDeployedWithoutAReleaseAndAnAddressToSendTo() {
        JsonNode parameters = TEMPLATE.path("Parameters");
        assertThat(parameters.path("Release").has("Default")).isFalse();
        assertThat(parameters.path("Release").path("ConstraintDescription").asText())
                .contains("infra/deploy.sh");
        assertThat(parameters.path("WebhookUrl").has("Default")).isFalse();
        for (String function : new String[] {"IngressFunction", "DeliveryFunction"}) {
            assertThat(properties(function)
                            .path("AutoPublishCodeSha256")
                            .path("!Ref")
                            .asText())
                    .isEqualTo("Release");
        }
        Pattern url = Pattern.compile(
                parameters.path("WebhookUrl").path("AllowedPattern").asText());
        assertThat(List.of(
                        "https://hooks.acme.example", "https://hooks.acme.example:8443/in?to=a", "https://h.example/"))
                .allMatch(each -> url.matcher(each).matches());
        assertThat(List.of(
                        "",
                        "hooks.acme.example",
                        "http://hooks.acme.example",
                        "https://",
                        "https:///hooks",
                        "https://user:password@hooks.acme.example",
                        "https://hooks.acme.example/#fragment",
                        "https://hooks.acme.example/a b"))
                .noneMatch(each -> url.matcher(each).matches());
    }

    @Test
    void aFloodLeavesRoomForDeliveriesOnlyWhereWhoDeploysSaysSo() {
        assertThat(TEMPLATE.path("Parameters")
                        .path("IngressConcurrency")
                        .path("Default")
                        .asText())
                .isEqualTo("0");
        assertThat(textsOf(TEMPLATE.path("Conditions")
                        .path("LimitsIngress")
                        .path("!Not")
                        .path(0)
                        .path("!Equals")))
                .contains("0");
        assertThat(properties("IngressFunction")
                        .path("ReservedConcurrentExecutions")
                        .path("!If")
                        .path(0)
                        .asText())
                .isEqualTo("LimitsIngress");
        assertThat(properties("DeliveryFunction").has("ReservedConcurrentExecutions"))
                .isFalse(); // a throttled poll takes one of the messages' receives
        assertThat(properties("Api").path("DefaultRouteSettings").has("DetailedMetricsEnabled"))
                .isFalse(); // nobody reads metrics by route
    }

    /** A message that waits is sent to the function's own queue again and again, and its letter to the other queue. */
    @Test
    void theDeliveryFunctionMayLetMessagesLeaveFlightAndSendDeadLetters() {
        assertThat(properties("DeliveryFunction").path("RecursiveLoop").asText())
                .isEqualTo("Allow");
        Set<String> queues = new TreeSet<>();
        properties("DeliveryFunctionRole")
                .at("/Policies/0/PolicyDocument/Statement")
                .forEach(statement -> {
                    if (statement.path("Action").toString().contains("sqs:SendMessage")) {
                        queues.add(statement.path("Resource").path("!GetAtt").asText());
                    }
                });
        assertThat(queues).containsExactly("DeadLetterQueue.Arn", "DeliveriesQueue.Arn");
        assertThat(RESOURCES.path("IngressFunction").path("DependsOn").asText())
                .as("no message is written in a form that its reader does not know yet")
                .isEqualTo("DeliveryFunctionAliaslive");
    }

    @Test
    void noModelIsAskedUnlessTheStacksParameterNamesIt() {
        assertThat(TEMPLATE.path("Parameters")
                        .path("BedrockModels")
                        .path("Default")
                        .asText("none"))
                .isEmpty();
        JsonNode choice =
                properties("IngressFunctionRole").path("Policies").path(1).path("!If");
        assertThat(choice.path(0).asText()).isEqualTo("AsksModels");
        assertThat(choice.path(2).path("!Ref").asText()).isEqualTo("AWS::NoValue");
        JsonNode statements = choice.path(1).path("PolicyDocument").path("Statement");
        assertThat(statements).hasSize(1);
        assertThat(statements.get(0).path("Action").asText()).isEqualTo("bedrock:InvokeModel");
        assertThat(statements.get(0).path("Resource").path("!Ref").asText()).isEqualTo("BedrockModels");
        assertThat(RESOURCES.toString().split("bedrock:", -1)).hasSize(2);
    }

    private static Set<String> variables(String function) {
        Set<String> names = new TreeSet<>();
        TEMPLATE.path("Globals")
                .path("Function")
                .path("Environment")
                .path("Variables")
                .fieldNames()
                .forEachRemaining(names::add);
        properties(function).path("Environment").path("Variables").fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void browsersAreToldTheSameHereAndThereAndNothingByDefault() {
        JsonNode choice = properties("Api").path("CorsConfiguration").path("!If");
        assertThat(choice.path(0).asText()).isEqualTo("HasCors");
        assertThat(choice.path(2).path("!Ref").asText()).isEqualTo("AWS::NoValue");
        JsonNode there = choice.path(1);
        assertThat(textsOf(there.path("AllowMethods"))).isEqualTo(Cors.METHODS);
        assertThat(textsOf(there.path("AllowHeaders"))).isEqualTo(Cors.REQUEST_HEADERS);
        assertThat(textsOf(there.path("ExposeHeaders"))).isEqualTo(Cors.EXPOSED_HEADERS);
        assertThat(there.path("MaxAge").asText()).isEqualTo(Long.toString(Cors.MAX_AGE.toSeconds()));
        assertThat(there.has("AllowCredentials")).isFalse();
        assertThat(TEMPLATE.path("Parameters")
                        .path("CorsOrigins")
                        .path("Default")
                        .asText())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*",
                "https://app.example.com,http://localhost:3000",
                "https://app.example.com/",
                "app.example.com",
                "https://a.example,",
                "https://a.example, https://b.example",
                ",",
                "https://*.example.com"
            })
    void theSameOriginsAreTakenHereAndThere(String origins) {
        Pattern there = Pattern.compile(TEMPLATE.path("Parameters")
                .path("CorsOrigins")
                .path("AllowedPattern")
                .asText());
        boolean takenHere;
        try {
            takenHere = !Cors.parse(origins).equals(Cors.OFF);
        } catch (IllegalArgumentException e) {
            takenHere = false;
        }
        assertThat(there.matcher(origins).matches()).isEqualTo(takenHere);
    }

    private static List<String> textsOf(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void onlySnapStartRunsOnAwsOwnJavaAndEveryPackagingOnEitherArchitecture() {
        JsonNode parameters = TEMPLATE.path("Parameters");
        JsonNode functions = TEMPLATE.path("Globals").path("Function");
        assertThat(textsOf(parameters.path("Packaging").path("AllowedValues"))).containsExactly("native", "snapstart");
        assertThat(textsOf(TEMPLATE.path("Conditions").path("SnapStart").path("!Equals")))
                .contains("snapstart");
        assertThat(textsOf(functions.path("Runtime").path("!If")))
                .containsExactly("SnapStart", "java25", "provided.al2023");
        assertThat(textsOf(parameters.path("Architecture").path("AllowedValues")))
                .containsExactly("arm64", "x86_64");
        assertThat(functions.path("Architectures").path(0).path("!Ref").asText())
                .isEqualTo("Architecture");
    }

    @Test
    void theFunctionsRunTheSameHereAndThere() {
        JsonNode mapping = properties("DeliveryFunctionDeliveries");
        assertThat(mapping.path("FunctionName").path("!Ref").asText()).isEqualTo("DeliveryFunction.Alias");
        assertThat(mapping.path("EventSourceArn").path("!GetAtt").asText()).isEqualTo("DeliveriesQueue.Arn");
        assertThat(properties("IngressFunction").path("Timeout").asText())
                .isEqualTo(Long.toString(StackLayout.INGRESS_TIMEOUT.toSeconds()));
        assertThat(properties("DeliveryFunction").path("Timeout").asText())
                .isEqualTo(Long.toString(StackLayout.DELIVERY_TIMEOUT.toSeconds()));
        assertThat(mapping.path("BatchSize").asText()).isEqualTo(Integer.toString(StackLayout.DELIVERY_BATCH_SIZE));
        assertThat(TEMPLATE.path("Parameters")
                        .path("MaximumDeliveryConcurrency")
                        .path("Default")
                        .asText())
                .isEqualTo(Integer.toString(StackLayout.DELIVERY_CONCURRENCY));
        assertThat(mapping.path("FunctionResponseTypes")).isEqualTo(TestStack.json("[\"ReportBatchItemFailures\"]"));
        for (String function : new String[] {"ingress", "delivery"}) {
            String resource = function.equals("ingress") ? "IngressFunction" : "DeliveryFunction";
            assertThat(properties(resource).path("Handler").asText()).isEqualTo(StackLayout.HANDLER);
            assertThat(TestStack.ROOT.resolve(
                            properties(resource).path("CodeUri").asText()))
                    .exists()
                    .hasFileName("function.zip");
        }
    }
}
