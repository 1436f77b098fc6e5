package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.yaml.Problems;
import com.ingestlayer.yaml.YamlValue;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/** src/contract/openapi.yaml, to hold answers against. Remembers which of its promises were seen. */
final class OpenApi {
    private static final String LOCATION = "https://ingestlayer.example/openapi.json";

    private final JsonNode document;
    private final JsonSchemaFactory schemas;
    private final Set<String> seen = new ConcurrentSkipListSet<>();

    private OpenApi(JsonNode document) {
        this.document = document;
        this.schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(
                        loaders -> loaders.schemas(uri -> uri.startsWith(LOCATION) ? document.toString() : null)));
    }

    static OpenApi load() throws IOException {
        Problems problems = new Problems();
        String text = Files.readString(TestStack.ROOT.resolve("src/contract/openapi.yaml"));
        JsonNode document = YamlValue.parse("openapi.yaml", text, problems)
                .map(YamlValue::asJson)
                .orElseThrow(() -> new IllegalStateException(problems.sorted().toString()));
        return new OpenApi(document);
    }

    /** Every {@code GET /v1/events 200} that is promised. */
    Set<String> promised() {
        Set<String> all = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (!method.getKey().equals("parameters")) {
                        method.getValue()
                                .path("responses")
                                .fieldNames()
                                .forEachRemaining(status -> all.add(
                                        method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " " + status));
                    }
                }));
        return all;
    }

    Set<String> seen() {
        return seen;
    }

    /** The examples of a call's request body. */
    JsonNode requestExamples(String method, String path) {
        return operation(method, path).at("/requestBody/content/application~1json");
    }

    /** Fails unless the answer is one that the call may give, with the headers and the body it promises. */
    void check(String method, String path, HttpResponse<String> answer) {
        String what = method + " " + path + " " + answer.statusCode();
        String pointer = "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT)
                + "/responses/" + answer.statusCode();
        JsonNode response = document.at(pointer);
        if (response.has("$ref")) {
            pointer = response.get("$ref").asText().substring(1);
            response = document.at(pointer);
        }
        assertThat(response.isObject())
                .as("%s is documented; the answer was %s", what, answer.body())
                .isTrue();
        response.path("headers").properties().forEach(header -> {
            JsonNode definition = header.getValue().has("$ref")
                    ? document.at(header.getValue().get("$ref").asText().substring(1))
                    : header.getValue();
            if (definition.path("required").asBoolean()) {
                assertThat(answer.headers().firstValue(header.getKey()))
                        .as("%s: header %s", what, header.getKey())
                        .isPresent();
            }
        });
        if (response.has("content")) {
            assertThat(answer.headers().firstValue("content-type")).as(what).hasValue("application/json");
            assertThat(schema(pointer + "/content/application~1json/schema").validate(json(answer.body())))
                    .as("%s %s", what, answer.body())
                    .isEmpty();
        } else {
            assertThat(answer.body()).as(what).isEmpty();
        }
        seen.add(what);
    }

    /** Whether a body fits what a call's request may be. */
    Set<?> requestProblems(String method, String path, ObjectNode body) {
        return schema("/paths/" + path.replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT)
                        + "/requestBody/content/application~1json/schema")
                .validate(body);
    }

    private JsonNode operation(String method, String path) {
        return document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
    }

    private JsonSchema schema(String pointer) {
        return schemas.getSchema(
                SchemaLocation.of(LOCATION + "#" + pointer),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }
}
