package com.ingestlayer.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.event.Violation;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.JsonPath;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {
    @Test
    void dataIsWrapped() {
        assertThat(HttpAnswer.data(202, Json.object().put("name", "Zoë \"Z\"")).toLambdaResponse())
                .isEqualTo("{\"statusCode\":202,\"headers\":{\"content-type\":\"application/json\"},"
                        + "\"body\":\"{\\\"data\\\":{\\\"name\\\":\\\"Zoë \\\\\\\"Z\\\\\\\"\\\"}}\","
                        + "\"isBase64Encoded\":false}");
    }

    @Test
    void anErrorSaysWhatAndWhere() {
        HttpAnswer answer = HttpAnswer.error(
                400,
                "invalid_event",
                "One thing is wrong.",
                List.of(new Violation(JsonPath.ROOT.child("type"), "bad")));
        assertThat(Json.write(answer.body()))
                .isEqualTo("{\"error\":{\"code\":\"invalid_event\",\"message\":\"One thing is wrong.\","
                        + "\"details\":[{\"path\":\"$.type\",\"message\":\"bad\"}]}}");
    }

    @Test
    void anErrorWithoutDetailsHasNone() {
        assertThat(Json.write(HttpAnswer.error(404, "not_found", "Nothing here.", List.of())
                        .body()))
                .isEqualTo("{\"error\":{\"code\":\"not_found\",\"message\":\"Nothing here.\"}}");
    }

    @Test
    void headersComeBesideTheContentType() {
        assertThat(HttpAnswer.data(200, Json.object())
                        .withHeader("allow", "POST")
                        .withRetryAfter(Duration.ofSeconds(90))
                        .toLambdaResponse())
                .contains("\"content-type\":\"application/json\"", "\"allow\":\"POST\"", "\"retry-after\":\"90\"");
    }

    @Test
    void thereMayBeNothingToSay() {
        assertThat(HttpAnswer.noContent().withHeader("etag", "\"1\"").toLambdaResponse())
                .isEqualTo("{\"statusCode\":204,\"headers\":{\"etag\":\"\\\"1\\\"\"},\"isBase64Encoded\":false}");
    }
}
