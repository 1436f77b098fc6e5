package com.ingestlayer.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the roles in template.yaml must never allow, whatever else changes in them. */
class RolesTest {
    private static final Path FILE = Path.of("../../template.yaml");
    private static final Template TEMPLATE = read(Map.of("BedrockModels", "arn:aws:bedrock:*::foundation-model/one"));
    private static final Role INGRESS = Role.of("ingress", "IngressFunction", TEMPLATE);
    private static final Role DELIVERY = Role.of("delivery", "DeliveryFunction", TEMPLATE);

    private static final List<String> TABLES = arns("AWS::DynamoDB::Table");
    private static final List<String> QUEUES = arns("AWS::SQS::Queue");
    private static final List<String> LOGS = arns("AWS::Logs::LogGroup");

    /** What only operators and CloudFormation do. */
    private static final List<String> TO_TABLES_AT_NO_TIME = List.of(
            "Scan",
            "DeleteTable",
            "UpdateTable",
            "CreateTable",
            "UpdateTimeToLive",
            "UpdateContinuousBackups",
            "ExportTableToPointInTime",
            "RestoreTableToPointInTime",
            "PartiQLSelect",
            "PartiQLDelete",
            "PutResourcePolicy");

    private static final List<String> TO_QUEUES_AT_NO_TIME = List.of(
            "PurgeQueue",
            "DeleteQueue",
            "CreateQueue",
            "SetQueueAttributes",
            "AddPermission",
            "StartMessageMoveTask",
            "ListQueues");

    private static Template read(Map<String, String> parameters) {
        try {
            return Template.read(FILE, parameters);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> arns(String type) {
        List<String> arns = TEMPLATE.resources(type).stream().map(TEMPLATE::arn).toList();
        assertThat(arns).isNotEmpty();
        return arns;
    }

    private static Stream<Access> each(String service, List<String> actions, List<String> resources) {
        return actions.stream()
                .flatMap(action -> resources.stream().map(resource -> new Access(service + ":" + action, resource)));
    }

    private static Stream<Arguments> denied(Role role, Stream<Access> accesses) {
        return accesses.map(access -> Arguments.of(role, access));
    }

    static Stream<Arguments> whatNobodyMayDo() {
        List<String> secrets = List.of(parameter("secrets/acme-webhook"), parameter("sources/shop"));
        List<Access> accesses = Stream.of(
                        each("dynamodb", TO_TABLES_AT_NO_TIME, TABLES),
                        each("sqs", TO_QUEUES_AT_NO_TIME, QUEUES),
                        each(
                                "ssm",
                                List.of(
                                        "PutParameter",
                                        "DeleteParameter",
                                        "GetParametersByPath",
                                        "GetParameterHistory",
                                        "DescribeParameters"),
                                secrets),
                        each("ssm", List.of("GetParameter", "GetParameters"), List.of(parameter("other"))),
                        each(
                                "ssm",
                                List.of("GetParameter", "GetParameters"),
                                List.of(
                                        parameter("secrets/x").replace("/ingestlayer/", "/other/"),
                                        parameter("sources/x").replace("/ingestlayer/", "/other/"))),
                        each(
                                "logs",
                                List.of("CreateLogGroup", "DeleteLogGroup", "PutRetentionPolicy", "GetLogEvents"),
                                LOGS),
                        each(
                                "logs",
                                List.of("CreateLogStream", "PutLogEvents"),
                                List.of(Template.arn("logs", "log-group:/aws/lambda/other:*"))),
                        Stream.of(
                                new Access("sqs:SendMessage", Template.arn("sqs", "other")),
                                new Access("sqs:ReceiveMessage", Template.arn("sqs", "other")),
                                new Access("dynamodb:GetItem", Template.arn("dynamodb", "table/other")),
                                new Access("bedrock:InvokeModel", "arn:aws:bedrock:eu-central-1::foundation-model/two"),
                                new Access("iam:PassRole", "arn:aws:iam::000000000000:role/any"),
                                new Access("iam:CreateRole", "arn:aws:iam::000000000000:role/any"),
                                new Access("sts:AssumeRole", "arn:aws:iam::000000000000:role/any"),
                                new Access("lambda:InvokeFunction", Template.arn("lambda", "function:any")),
                                new Access("lambda:UpdateFunctionCode", Template.arn("lambda", "function:any")),
                                new Access("kms:Decrypt", Template.arn("kms", "key/any")),
                                new Access("s3:GetObject", "arn:aws:s3:::any/any"),
                                new Access("xray:GetTraceSummaries", "*")))
                .flatMap(stream -> stream)
                .toList();
        return Stream.of(INGRESS, DELIVERY).flatMap(role -> denied(role, accesses.stream()));
    }

    static Stream<Arguments> whatTheIngressMayNotDo() {
        List<String> others = TABLES.stream()
                .filter(table -> !table.equals(TEMPLATE.arn("EntitiesTable")))
                .toList();
        return Stream.of(
                        each("sqs", List.of("ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility"), QUEUES),
                        each("ssm", List.of("GetParameter", "GetParameters"), List.of(parameter("secrets/any"))),
                        each("dynamodb", List.of("DeleteItem"), others),
                        each(
                                "dynamodb",
                                List.of("PutItem", "UpdateItem", "BatchWriteItem", "Query"),
                                List.of(TEMPLATE.arn("KeysTable"))),
                        each(
                                "logs",
                                List.of("CreateLogStream", "PutLogEvents"),
                                List.of(TEMPLATE.arn("DeliveryLogs"), TEMPLATE.arn("ApiLogs"))))
                .flatMap(accesses -> denied(INGRESS, accesses));
    }

    static Stream<Arguments> whatTheDeliveryMayNotDo() {
        List<String> others = TABLES.stream()
                .filter(table -> !table.equals(TEMPLATE.arn("EventsTable")))
                .toList();
        return Stream.of(
                        each(
                                "dynamodb",
                                List.of(
                                        "GetItem",
                                        "BatchGetItem",
                                        "Query",
                                        "PutItem",
                                        "UpdateItem",
                                        "DeleteItem",
                                        "BatchWriteItem"),
                                others),
                        each("dynamodb", List.of("DeleteItem"), TABLES),
                        each("ssm", List.of("GetParameter", "GetParameters"), List.of(parameter("sources/any"))),
                        each(
                                "sqs",
                                List.of("ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility"),
                                List.of(TEMPLATE.arn("DeadLetterQueue"))),
                        each(
                                "logs",
                                List.of("CreateLogStream", "PutLogEvents"),
                                List.of(TEMPLATE.arn("IngressLogs"), TEMPLATE.arn("ApiLogs"))),
                        Stream.of(new Access(
                                "bedrock:InvokeModel", "arn:aws:bedrock:eu-central-1::foundation-model/one")))
                .flatMap(accesses -> denied(DELIVERY, accesses));
    }

    private static String parameter(String name) {
        return Template.arn("ssm", "parameter/ingestlayer/" + name);
    }

    @ParameterizedTest
    @MethodSource({"whatNobodyMayDo", "whatTheIngressMayNotDo", "whatTheDeliveryMayNotDo"})
    void isNotAllowed(Role role, Access access) {
        assertThat(role.allows(access)).as(role.holder() + ": " + access).isFalse();
    }

    @Test
    void everyResourceIsNamedButWhereXRayTakesNone() {
        for (Role role : List.of(INGRESS, DELIVERY)) {
            Set<String> unnamed = role.statements().stream()
                    .flatMap(statement -> statement.permissions().stream())
                    .filter(permission -> permission.resource().equals("*"))
                    .map(Access::action)
                    .collect(Collectors.toSet());
            assertThat(unnamed)
                    .as(role.holder())
                    .containsExactlyInAnyOrder("xray:PutTraceSegments", "xray:PutTelemetryRecords");
            assertThat(role.statements())
                    .flatExtracting(Statement::actions)
                    .as("no wildcard in an action")
                    .noneMatch(action -> action.contains("*"));
        }
    }

    @Test
    void withoutModelsNoneMayBeAsked() {
        Role ingress = Role.of("ingress", "IngressFunction", read(Map.of()));
        assertThat(ingress.statements())
                .flatExtracting(Statement::actions)
                .noneMatch(action -> action.startsWith("bedrock:"));
        assertThat(INGRESS.allows(
                        new Access("bedrock:InvokeModel", "arn:aws:bedrock:eu-central-1::foundation-model/one")))
                .isTrue();
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of(
                        "DynamoDB_20120810.Query",
                        "{\"TableName\":\"t\",\"IndexName\":\"i\"}",
                        List.of("dynamodb:Query on " + Template.arn("dynamodb", "table/t/index/i"))),
                Arguments.of(
                        "DynamoDB_20120810.BatchWriteItem",
                        "{\"RequestItems\":{\"t\":[],\"u\":[]}}",
                        List.of(
                                "dynamodb:BatchWriteItem on " + Template.arn("dynamodb", "table/t"),
                                "dynamodb:BatchWriteItem on " + Template.arn("dynamodb", "table/u"))),
                Arguments.of(
                        "DynamoDB_20120810.TransactWriteItems",
                        "{\"TransactItems\":[{\"Put\":{\"TableName\":\"t\"}},{\"ConditionCheck\":{\"TableName\":\"t\"}},"
                                + "{\"Put\":{\"TableName\":\"t\"}}]}",
                        List.of(
                                "dynamodb:PutItem on " + Template.arn("dynamodb", "table/t"),
                                "dynamodb:ConditionCheckItem on " + Template.arn("dynamodb", "table/t"))),
                Arguments.of(
                        "AmazonSQS.ChangeMessageVisibilityBatch",
                        "{\"QueueUrl\":\"https://sqs.eu-central-1.amazonaws.com/000000000000/q\"}",
                        List.of("sqs:ChangeMessageVisibility on " + Template.arn("sqs", "q"))),
                Arguments.of(
                        "AmazonSSM.GetParameters",
                        "{\"Names\":[\"/a/b\",\"c\"]}",
                        List.of(
                                "ssm:GetParameters on " + Template.arn("ssm", "parameter/a/b"),
                                "ssm:GetParameters on " + Template.arn("ssm", "parameter/c"))));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCallAsksForWhatTheServiceAuthorizationReferenceSays(String target, String body, List<String> accesses) {
        assertThat(new ApiCall(target, "/", body).accesses())
                .extracting(Access::toString)
                .containsExactlyElementsOf(accesses);
    }

    @Test
    void aProfileOfAModelAsksForItselfAndForTheModel() {
        assertThat(new ApiCall("", "/model/eu.amazon.nova-micro-v1%3A0/converse", "{}").accesses())
                .extracting(Access::resource)
                .containsExactly(
                        Template.arn("bedrock", "inference-profile/eu.amazon.nova-micro-v1:0"),
                        "arn:aws:bedrock:eu-central-1::foundation-model/amazon.nova-micro-v1:0");
    }

    @Test
    void aCallPassesOnlyWithTheKeyOfAFunctionWhoseRoleAllowsAllOfIt() {
        Guard guard = Guard.of(TEMPLATE);
        ApiCall lookUp = new ApiCall("DynamoDB_20120810.GetItem", "/", "{\"TableName\":\"ingestlayer-keys\"}");
        assertThat(guard.refusal(signedBy("localingress"), lookUp)).isEmpty();
        assertThat(guard.refusal(signedBy("localdelivery"), lookUp)).hasValueSatisfying(refusal -> assertThat(refusal)
                .startsWith("delivery is not authorized to perform: dynamodb:GetItem on resource: ")
                .contains("table/ingestlayer-keys"));
        assertThat(guard.refusal(signedBy("local"), lookUp)).isPresent();
        assertThat(guard.refusal("", lookUp)).isPresent();
        ApiCall half = new ApiCall(
                "DynamoDB_20120810.BatchGetItem",
                "/",
                "{\"RequestItems\":{\"ingestlayer-events\":{},\"ingestlayer-keys\":{}}}");
        assertThat(guard.refusal(signedBy("localingress"), half)).isPresent();
        assertThat(guard.used())
                .containsExactly(new Guard.Use("ingress", new Access("dynamodb:GetItem", TEMPLATE.arn("KeysTable"))));
        assertThat(guard.refusals())
                .as("one by delivery, one by somebody, one of half")
                .hasSize(3);
    }

    private static String signedBy(String accessKey) {
        return "AWS4-HMAC-SHA256 Credential=" + accessKey + "/20260101/eu-central-1/dynamodb/aws4_request, Signature=0";
    }

    @Test
    void whatAStatementSaysBeyondWhatIsKnownHereIsRefusedAndNotPassedOver() {
        List<String> statements = new ArrayList<>(List.of(
                "{\"Effect\":\"Deny\",\"Action\":\"a:b\",\"Resource\":\"*\"}",
                "{\"Effect\":\"Allow\",\"NotAction\":\"a:b\",\"Resource\":\"*\"}",
                "{\"Effect\":\"Allow\",\"Action\":\"a:b\",\"Resource\":\"*\",\"Condition\":{}}"));
        for (String statement : statements) {
            assertThatThrownBy(() -> Statement.of(Json.read(statement))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aFunctionWithoutARoleOfItsOwnIsRefusedBecauseSamWouldMakeOne(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("template.yaml");
        Files.writeString(file, Files.readString(FILE).replace("      Role: !GetAtt DeliveryFunctionRole.Arn\n", ""));
        Template changed = Template.read(file, Map.of());
        assertThatThrownBy(() -> Guard.of(changed)).hasMessageContaining("DeliveryFunction has no role of its own");
    }
}
