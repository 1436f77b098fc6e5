package com.ingestlayer.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.ingestlayer.event.Violation;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {
    @Test
    void dataIsWrapped() {
        HttpAnswer answer = HttpAnswer.data(202, Json.object().put("name", "Zoë \"Z\""));
        String body = "{\"data\":{\"name\":\"Zoë \\\"Z\\\"\"}}";
        APIGatewayV2HTTPResponse told = answer.toLambdaResponse();
        assertThat(told.getStatusCode()).isEqualTo(202);
        assertThat(told.getHeaders()).isEqualTo(Map.of("content-type", "application/json"));
        assertThat(told.getBody()).isEqualTo(body);
        assertThat(told.getIsBase64Encoded()).isFalse();
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
    void headersAreAddedToTheContentType() {
        assertThat(HttpAnswer.data(200, Json.object())
                        .withHeader("allow", "POST")
                        .withRetryAfter(Duration.ofSeconds(90))
                        .toLambdaResponse()
                        .getHeaders())
                .isEqualTo(Map.of("content-type", "application/json", "allow", "POST", "retry-after", "90"));
    }

    @Test
    void anAnswerMayHaveNoBody() {
        APIGatewayV2HTTPResponse told =
                HttpAnswer.noContent().withHeader("etag", "\"1\"").toLambdaResponse();
        assertThat(told.getStatusCode()).isEqualTo(204);
        assertThat(told.getHeaders()).isEqualTo(Map.of("etag", "\"1\""));
        assertThat(told.getBody()).isNull();
    }
}
