package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything a sender can get wrong, and the answer that tells what it was. Nothing of it is ever stored. */
@LocalStackTest
class BadInputIT {
    private static final String GOOD = "{\"type\":\"a.b\",\"payload\":{}}";

    private static TestStack stack;

    private static Arguments bad(String what, String body, int status, String code, String path, String reason) {
        return Arguments.of(what, body.getBytes(StandardCharsets.UTF_8), status, code, path, reason);
    }

    private static Arguments invalid(String what, String body, String path, String reason) {
        return bad(what, body, 400, "invalid_event", path, reason);
    }

    private static Arguments notJson(String what, String body, String path, String reason) {
        return bad(what, body, 400, "invalid_json", path, reason);
    }

    private static String batch(int events) {
        return IntStream.range(0, events).mapToObj(i -> GOOD).collect(Collectors.joining(",", "{\"events\":[", "]}"));
    }

    static Stream<Arguments> bodies() {
        String text300KiB = "x".repeat(300 * 1024);
        return Stream.of(
                notJson("no body", "", "$", "the body is empty; expected a JSON object"),
                notJson("not JSON", "type=a.b", "$", "not valid JSON: Unrecognized token 'type'"),
                notJson("cut off", "{\"type\":\"a.b\"", "$", "not valid JSON: Unexpected end-of-input"),
                notJson("two values", GOOD + GOOD, "$", "more text follows the JSON value"),
                invalid("an array", "[" + GOOD + "]", "$", "expected {\"events\": [ … ]} or one event object"),
                invalid("a string", "\"a.b\"", "$", "expected {\"events\": [ … ]} or one event object"),
                invalid("501 events", batch(501), "$.events", "expected 1 to 500 events, found 501"),
                invalid("0 events", batch(0), "$.events", "expected 1 to 500 events, found 0"),
                invalid("events that are no array", "{\"events\":{}}", "$.events", "expected an array of events"),
                invalid("missing type", "{\"payload\":{}}", "$.type", "required field is missing"),
                invalid("type not a string", "{\"type\":5,\"payload\":{}}", "$.type", "expected a string"),
                invalid(
                        "type with a space",
                        "{\"type\":\"a b\",\"payload\":{}}",
                        "$.type",
                        "expected 1 to 128 letters"),
                invalid("missing payload", "{\"type\":\"a.b\"}", "$.payload", "required field is missing"),
                invalid(
                        "payload not an object",
                        "{\"type\":\"a.b\",\"payload\":[]}",
                        "$.payload",
                        "expected an object"),
                invalid(
                        "the second of three",
                        "{\"events\":[" + GOOD + ",{\"type\":\"a.b\",\"payload\":null}," + GOOD + "]}",
                        "$.events[1].payload",
                        "expected an object"),
                invalid(
                        "a misspelt field",
                        "{\"type\":\"a.b\",\"payload\":{},\"idempotencykey\":\"k\"}",
                        "$.idempotencykey",
                        "unknown field; did you mean \"idempotencyKey\"?"),
                invalid(
                        "an empty key",
                        "{\"type\":\"a.b\",\"payload\":{},\"idempotencyKey\":\"\"}",
                        "$.idempotencyKey",
                        "expected a string of 1 to 255 characters"),
                invalid(
                        "a timestamp without an offset",
                        "{\"type\":\"a.b\",\"payload\":{},\"timestamp\":\"2026-01-31 09:30\"}",
                        "$.timestamp",
                        "expected an ISO 8601 time with an offset, such as 2026-01-31T09:30:00Z"),
                invalid(
                        "an unknown field where declared",
                        "{\"type\":\"declared\",\"payload\":{\"id\":\"1\",\"cuont\":1}}",
                        "$.payload.cuont",
                        "field is not declared; did you mean \"count\"?"),
                invalid(
                        "a wrong type where declared",
                        "{\"type\":\"declared\",\"payload\":{\"id\":\"1\",\"count\":\"1\"}}",
                        "$.payload.count",
                        "expected number, found string"),
                invalid(
                        "a missing field where declared",
                        "{\"type\":\"declared\",\"payload\":{}}",
                        "$.payload.id",
                        "required field is missing"),
                bad(
                        "a 300 KiB event",
                        "{\"type\":\"a.b\",\"payload\":{\"x\":\"" + text300KiB + "\"}}",
                        413,
                        "too_large",
                        "$.payload",
                        "the payload has 307208 bytes; at most 262144 are taken"),
                notJson(
                        "10,000 levels",
                        "{\"type\":\"a.b\",\"payload\":{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}}",
                        "$.payload.x" + "[0]".repeat(62),
                        "nested deeper than 64 levels"),
                notJson(
                        "a duplicate key",
                        "{\"type\":\"a.b\",\"payload\":{\"a\":1,\"a\":2}}",
                        "$.payload.a",
                        "duplicate key"),
                notJson(
                        "NUL in a text",
                        "{\"type\":\"a.b\",\"payload\":{\"a\":\"x\\u0000y\"}}",
                        "$.payload.a",
                        "the string holds a NUL character (\\u0000)"),
                notJson(
                        "NUL between the values",
                        "{\"type\":\"a.b\",\u0000\"payload\":{}}",
                        "$",
                        "not valid JSON: a control character stands outside of text"),
                notJson(
                        "a lone surrogate",
                        "{\"type\":\"a.b\",\"payload\":{\"a\":\"\\ud83d\"}}",
                        "$.payload.a",
                        "the string holds an unpaired surrogate (\\ud83d)"),
                notJson(
                        "a lone surrogate in a name",
                        "{\"type\":\"a.b\",\"payload\":{\"\\ude00\":1}}",
                        "$.payload",
                        "a name holds an unpaired surrogate (\\ude00)"),
                notJson(
                        "a number of 500 digits",
                        "{\"type\":\"a.b\",\"payload\":{\"a\":" + "9".repeat(500) + "}}",
                        "$.payload",
                        "a name, string or number is too long"),
                notJson("NaN", "{\"type\":\"a.b\",\"payload\":{\"a\":NaN}}", "$.payload", "not valid JSON"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void isRefusedWithPathAndReason(String what, byte[] body, int status, String code, String path, String reason) {
        long rows = stack.eventRows();
        refused(stack.givenSender().body(body).when().post("/v1/ingest"), status, code)
                .body("error.message", not(blankString()))
                .body("error.details[0].path", equalTo(path))
                .body("error.details[0].message", startsWith(reason));
        assertThat(stack.eventRows()).isEqualTo(rows);
    }

    @Test
    void everyBadEventOfABatchIsTold() {
        String batch = "{\"events\":[{\"type\":1,\"payload\":{}}," + GOOD + ",{\"type\":\"a.b\"}]}";
        refused(stack.givenSender().body(batch).when().post("/v1/ingest"), 400, "invalid_event")
                .body(
                        "error.details",
                        equalTo(List.of(
                                Map.of("path", "$.events[0].type", "message", "expected a string"),
                                Map.of("path", "$.events[2].payload", "message", "required field is missing"))));
    }

    @Test
    void aBodyOverFiveMiBIsTooLarge() {
        refused(stack.givenSender().body(" ".repeat(5_600_000)).when().post("/v1/ingest"), 413, "too_large");
    }

    @Test
    void aBodyThatLambdaDoesNotTakeIsRefusedByApiGateway() {
        stack.givenSender()
                .body("\"".repeat(4 * 1024 * 1024))
                .when()
                .post("/v1/ingest")
                .then()
                .statusCode(413)
                .body(equalTo("{\"message\":\"Request Entity Too Large\"}"));
    }

    @Test
    void aBatchOfFourMebibytesIsTaken() {
        String large = "x".repeat(250 * 1024);
        String events = IntStream.range(0, 16)
                .mapToObj(i -> "{\"type\":\"large\",\"payload\":{\"text\":\"" + large + "\"}}")
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
        String body = events + " ".repeat(4 * 1024 * 1024 - events.length());
        stack.givenSender().body(body).when().post("/v1/ingest").then().statusCode(202);
    }

    /** By the raw client, since REST Assured sends a form or an unknown type only in forms that it knows. */
    @ParameterizedTest
    @MethodSource("contentTypes")
    void onlyJsonIsTaken(String contentType, int status) throws Exception {
        HttpResponse<String> answer = stack.send(stack.request("/v1/ingest")
                .header("Authorization", "Bearer il_local_development")
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(GOOD))
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 415) {
            refusedRaw(answer, 415, "unsupported_media_type");
        }
    }

    static Stream<Arguments> contentTypes() {
        return Stream.of(
                Arguments.of("text/plain", 415),
                Arguments.of("application/x-www-form-urlencoded", 415),
                Arguments.of("application/jsonp", 415),
                Arguments.of("application/json", 202),
                Arguments.of("Application/JSON; charset=utf-8", 202));
    }

    @ParameterizedTest
    @MethodSource("authorizations")
    void withoutAGoodKeyTheAnswerIs401(String authorization) {
        RequestSpecification request = stack.given().contentType("application/json");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        refused(request.body(GOOD).when().post("/v1/ingest"), 401, "unauthorized")
                .header("www-authenticate", "Bearer")
                .body(not(containsString("il_live_wrong")));
    }

    static Stream<String> authorizations() {
        return Stream.of(
                "",
                "il_local_development",
                "Basic aWxfbG9jYWxfZGV2ZWxvcG1lbnQ6",
                "Bearer",
                "Bearer ",
                "Bearer il_live_wrong",
                "Bearer il_local_development trailing",
                "Bearer il_local_development, Bearer il_local_development",
                "Bearer " + "x".repeat(2_000));
    }

    /** By the raw client, since the paths are not to be mended on their way. */
    @Test
    void anUnknownPathIs404() throws Exception {
        for (String path : new String[] {"/", "/v1", "/v1/ingest/", "/v1/ingestion", "/%00", "/v1/../healthz"}) {
            HttpResponse<String> answer = stack.send(stack.request(path).GET().build());
            refusedRaw(answer, 404, "not_found");
        }
    }

    @Test
    void aWrongMethodIs405AndTellsTheRightOne() {
        refused(stack.givenSender().when().get("/v1/ingest"), 405, "method_not_allowed")
                .header("allow", "POST");
        refused(stack.given().when().delete("/healthz"), 405, "method_not_allowed")
                .header("allow", "GET");
    }

    private static void refusedRaw(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode())
                .as("%s: %s", answer.uri(), answer.body())
                .isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(json(answer.body()).at("/error/code").asText()).isEqualTo(code);
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("com.ingestlayer");
    }

    private static ValidatableResponse refused(Response answer, int status, String code) {
        return answer.then()
                .statusCode(status)
                .header("content-type", "application/json")
                .body("error.code", equalTo(code))
                .body(not(containsString("Exception")))
                .body(not(containsString("com.ingestlayer")));
    }
}
