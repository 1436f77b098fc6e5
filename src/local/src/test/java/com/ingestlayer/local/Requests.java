package com.ingestlayer.local;

import static io.restassured.config.DecoderConfig.decoderConfig;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static io.restassured.config.HeaderConfig.headerConfig;
import static io.restassured.config.HttpClientConfig.httpClientConfig;
import static io.restassured.config.LogConfig.logConfig;
import static io.restassured.config.RedirectConfig.redirectConfig;

import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.config.RestAssuredConfig;
import io.restassured.filter.Filter;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/**
 * REST Assured, told to send what a test says and to show what came back: it adds no charset, encodes no path, follows no
 * redirect and decodes no body. An answer that is called JSON must be JSON of the strict kind, which REST Assured's own
 * reader does not ask for. It always names a content type beside a body; so a test sends what has none, such as a webhook,
 * through {@link TestStack#request}, and with it all that is about a path's very characters.
 */
final class Requests {
    private static final int MILLIS = 40_000;

    private static final RestAssuredConfig AS_SAID = RestAssuredConfig.config()
            .encoderConfig(encoderConfig()
                    .defaultContentCharset("UTF-8")
                    .defaultCharsetForContentType("UTF-8", ContentType.JSON)
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false))
            .decoderConfig(decoderConfig()
                    .defaultContentCharset("UTF-8")
                    .defaultCharsetForContentType("UTF-8", ContentType.JSON)
                    .noContentDecoders())
            .redirect(redirectConfig().followRedirects(false))
            .headerConfig(headerConfig().overwriteHeadersWithName("Authorization", "Content-Type", "Accept"))
            .httpClient(httpClientConfig()
                    .setParam("http.connection.timeout", MILLIS)
                    .setParam("http.socket.timeout", MILLIS))
            .logConfig(logConfig().enableLoggingOfRequestAndResponseIfValidationFails());

    private static final Filter STRICT_JSON = (request, response, context) -> {
        Response answer = context.next(request, response);
        if ("application/json".equals(answer.contentType())) {
            TestStack.json(answer.asString());
        }
        return answer;
    };

    private Requests() {}

    /** A request to a port of this machine. */
    static RequestSpecification to(int port) {
        return RestAssured.given(new RequestSpecBuilder()
                .setBaseUri("http://localhost")
                .setPort(port)
                .setUrlEncodingEnabled(false)
                .setConfig(AS_SAID)
                .addFilter(STRICT_JSON)
                .build());
    }
}
