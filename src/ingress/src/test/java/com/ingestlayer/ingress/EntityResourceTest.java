package com.ingestlayer.ingress;

import static com.ingestlayer.ingress.TestApi.assertError;
import static com.ingestlayer.ingress.TestApi.assertWrong;
import static com.ingestlayer.pipeline.PipelineTesting.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.MutableClock;
import com.ingestlayer.access.Authenticator;
import com.ingestlayer.access.InMemoryApiKeys;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class EntityResourceTest {
    private static final String ALL = "/v1/entities";
    private static final String U42 = "/v1/entities/user/u_42";

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final InMemoryEntities entities = new InMemoryEntities(clock);
    private final InMemoryApiKeys keys = new InMemoryApiKeys();
    private final TestApi api = new TestApi(keys);

    @BeforeEach
    void allowTheScope() {
        api.use(new EntityResource(new Authenticator(keys, clock), entities), EntityResource.class);
        api.allow("entities");
    }

    private static String entity(String externalId, String traits) {
        return "{\"kind\":\"user\",\"external_id\":\"" + externalId + "\",\"traits\":" + traits + "}";
    }

    private LambdaAnswer put(String traits) {
        return api.post(ALL, entity("u_42", traits));
    }

    private LambdaAnswer patch(String body, Map<String, String> headers) {
        return api.send("PATCH", U42, Map.of(), headers, body);
    }

    private LambdaAnswer delete(Map<String, String> headers) {
        return api.send("DELETE", U42, Map.of(), headers, "");
    }

    private Optional<ObjectNode> traits() {
        return entities.find(new EntityKey("user", "u_42")).map(entity -> entity.traits());
    }

    @Test
    void aNewEntityIsAnswered201() {
        LambdaAnswer answer = put("{\"plan\":\"free\"}");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers()).containsEntry("etag", "\"1\"");
        assertThat(json(Json.write(answer.body())))
                .isEqualTo(json("{\"data\":{\"kind\":\"user\",\"external_id\":\"u_42\",\"traits\":{\"plan\":\"free\"},"
                        + "\"first_seen\":\"2026-01-31T10:00:00.000Z\",\"last_seen\":\"2026-01-31T10:00:00.000Z\","
                        + "\"version\":1}}"));
    }

    @Test
    void aKnownEntityIsAnswered200WithTheMergedState() {
        put("{\"plan\":\"free\",\"owner\":\"ben\",\"old\":1}");
        clock.advance(Duration.ofSeconds(90));
        LambdaAnswer answer = put("{\"plan\":\"pro\",\"old\":null}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("etag", "\"2\"");
        assertThat(json(Json.write(answer.body())))
                .isEqualTo(json("{\"data\":{\"kind\":\"user\",\"external_id\":\"u_42\","
                        + "\"traits\":{\"plan\":\"pro\",\"owner\":\"ben\"},"
                        + "\"first_seen\":\"2026-01-31T10:00:00.000Z\",\"last_seen\":\"2026-01-31T10:01:30.000Z\","
                        + "\"version\":2}}"));
        assertThat(api.get(U42).body()).isEqualTo(answer.body());
    }

    @Test
    void anEntityIsReturnedWithItsVersion() {
        put("{}");
        LambdaAnswer answer = api.get(U42);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("etag", "\"1\"");
    }

    @Test
    void aPatchMerges() {
        put("{\"plan\":\"free\"}");
        LambdaAnswer answer = patch("{\"traits\":{\"owner\":\"ben\"}}", Map.of());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("etag", "\"2\"");
        assertThat(answer.body().at("/data/traits")).isEqualTo(json("{\"plan\":\"free\",\"owner\":\"ben\"}"));
    }

    @Test
    void aDeletionIsAnswered204WithoutABody() {
        put("{}");
        LambdaAnswer answer = delete(Map.of());
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.text()).doesNotContain("body\"").doesNotContain("content-type");
        assertThat(traits()).isEmpty();
    }

    @Test
    void whatIsAbsentIs404() {
        assertError(api.get(U42), 404, "not_found");
        assertError(patch("{\"traits\":{}}", Map.of()), 404, "not_found");
        assertError(patch("{\"traits\":{}}", Map.of("if-match", "\"1\"")), 404, "not_found");
        assertError(delete(Map.of()), 404, "not_found");
        assertError(delete(Map.of("if-match", "*")), 404, "not_found");
        assertThat(traits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b/x", "ü/x", "a#b/x", "%00/x"})
    void aPathThatCannotNameAnEntityIsRejected(String key) {
        for (String method : List.of("GET", "PATCH", "DELETE")) {
            LambdaAnswer answer = api.send(method, ALL + "/" + key, Map.of(), Map.of(), "{\"traits\":{}}");
            assertWrong(answer, "kind", "expected 1 to 64 letters, digits, _ or -");
        }
    }

    @Test
    void anIdInAPathIsLimitedByItsBytes() {
        assertWrong(api.get(ALL + "/user/" + "é".repeat(513)), "external_id", "expected 1 to 1024 bytes of UTF-8");
        assertError(api.get(ALL + "/user/" + "é".repeat(512)), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user/", "/x", "", "/", "//x"})
    void aPathWithoutKindOrIdIs404(String key) {
        assertError(api.get(ALL + "/" + key), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "/", "a#b?c=d&e", "😀", " ", "..", "%2F", "a/"})
    void otherTextsAreValidIds(String id) {
        assertThat(api.post(ALL, entity(id, "{}")).status()).isEqualTo(201);
        assertThat(api.get(ALL + "/user/" + id).body().at("/data/external_id").textValue())
                .isEqualTo(id);
    }

    @Test
    void aFailedIfMatchChangesNothing() {
        put("{\"a\":1}");
        for (String tag : List.of("\"2\"", "\"0\"", "\"999999999999999999\"")) {
            Map<String, String> headers = Map.of("if-match", tag);
            assertError(api.send("POST", ALL, Map.of(), headers, entity("u_42", "{\"a\":2}")), 409, "conflict");
            assertError(patch("{\"traits\":{\"a\":2}}", headers), 409, "conflict");
            assertError(delete(headers), 409, "conflict");
        }
        assertThat(traits()).hasValue(json("{\"a\":1}"));
        assertThat(patch("{\"traits\":{\"a\":2}}", Map.of("if-match", " \"1\" "))
                        .status())
                .isEqualTo(200);
        assertThat(patch("{\"traits\":{\"a\":2}}", Map.of("if-match", "*")).status())
                .isEqualTo(200);
        assertThat(delete(Map.of("if-match", "\"3\"")).status()).isEqualTo(204);
    }

    @Test
    void ifMatchOnAMissingEntityIsAConflictForPost() {
        for (String tag : List.of("*", "\"1\"")) {
            LambdaAnswer answer = api.send("POST", ALL, Map.of(), Map.of("if-match", tag), entity("u_42", "{}"));
            assertError(answer, 409, "conflict");
        }
        assertThat(traits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "W/\"1\"", "\"1\",\"2\"", "\"\"", "\"-1\"", "\"x\"", "\"9999999999999999999\"", "**"})
    void aMalformedIfMatchIsRejected(String tag) {
        put("{}");
        assertWrong(patch("{\"traits\":{}}", Map.of("if-match", tag)), "if-match", "expected the ETag of an answer");
        assertWrong(delete(Map.of("if-match", tag)), "if-match", "expected the ETag of an answer");
        assertThat(traits()).isPresent();
    }

    @Test
    void ifMatchIsRejectedWithManyEntities() {
        LambdaAnswer answer = api.send(
                "POST", ALL, Map.of(), Map.of("if-match", "*"), "{\"entities\":[" + entity("u_42", "{}") + "]}");
        assertWrong(answer, "if-match", "not taken with many entities");
        assertThat(traits()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                   | $             | expected an entity object",
                "\"user\"                                             | $             | expected an entity object",
                "{\"external_id\":\"u\",\"traits\":{}}                | $.kind        | required field is missing",
                "{\"kind\":\"user\",\"traits\":{}}                    | $.external_id | required field is missing",
                "{\"kind\":\"user\",\"external_id\":\"u\"}            | $.traits      | required field is missing",
                "{\"kind\":7,\"external_id\":\"u\",\"traits\":{}}     | $.kind        | expected a string",
                "{\"kind\":\"user\",\"external_id\":7,\"traits\":{}}  | $.external_id | expected a string",
                "{\"kind\":\"user\",\"external_id\":\"\",\"traits\":{}}  | $.external_id | expected 1 to 1024 bytes",
                "{\"kind\":\"a#b\",\"external_id\":\"u\",\"traits\":{}}  | $.kind     | expected 1 to 64 letters, digits",
                "{\"kind\":\"\",\"external_id\":\"u\",\"traits\":{}}     | $.kind     | expected 1 to 64 letters, digits",
                "{\"kind\":\"user\",\"external_id\":\"u\",\"traits\":[]} | $.traits   | expected an object",
                "{\"kind\":\"user\",\"external_id\":\"u\",\"traits\":null} | $.traits | expected an object",
                "{\"kind\":\"user\",\"external_id\":\"u\",\"traits\":{\"\":1}} | $.traits[''] | a name must not be empty",
                "{\"kind\":\"user\",\"external_id\":\"u\",\"traits\":{\"n\":1e200}} | $.traits.n | expected a number from",
                "{\"kind\":\"user\",\"external_id\":\"u\",\"traits\":{},\"externalid\":1}"
                        + " | $.externalid | unknown field; did you mean \"external_id\"?",
                "{\"kind\":\"user\",\"external_id\":\"u\",\"traits\":{},\"version\":1}"
                        + " | $.version | unknown field; expected one of kind, external_id, traits",
            })
    void mistakesInAnEntityAreReportedWithTheirPath(String body, String path, String message) {
        assertWrong(api.post(ALL, body), path, message);
        assertThat(entities.list("user", Optional.empty(), 1).items()).isEmpty();
    }

    @Test
    void anIdIsLimitedByItsBytes() {
        assertThat(api.post(ALL, entity("é".repeat(512), "{}")).status()).isEqualTo(201);
        assertWrong(api.post(ALL, entity("é".repeat(512) + "x", "{}")), "$.external_id", "expected 1 to 1024 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                          | $         | expected an object with traits",
                "{}                          | $.traits  | required field is missing",
                "{\"traits\":7}              | $.traits  | expected an object",
                "{\"traits\":{},\"kind\":1}  | $.kind    | unknown field; expected one of traits",
                "{\"traits\":{},\"trait\":1} | $.trait   | unknown field; did you mean \"traits\"?",
            })
    void mistakesInAPatchAreReportedWithTheirPath(String body, String path, String message) {
        put("{}");
        assertWrong(patch(body, Map.of()), path, message);
    }

    @Test
    void invalidJsonIsRejected() {
        put("{}");
        for (String body :
                List.of("", "{", "{\"kind\":\"a\",\"kind\":\"b\"}", "\u0000", "{} {}", "[".repeat(100_000))) {
            assertError(api.post(ALL, body), 400, "invalid_json");
            assertError(patch(body, Map.of()), 400, "invalid_json");
        }
        assertError(
                api.send("POST", ALL, Map.of(), Map.of("content-type", "text/plain"), "{}"),
                415,
                "unsupported_media_type");
        assertError(api.post(ALL, " ".repeat(5 * 1024 * 1024 + 1)), 413, "too_large");
    }

    @Test
    void traitsOver64KibibytesAreTooLarge() {
        String most = "{\"a\":\"" + "x".repeat(64 * 1024 - 8) + "\"}";
        assertThat(put(most).status()).isEqualTo(201);
        LambdaAnswer answer = put(most.replace("\"a\"", "\"ab\""));
        assertError(answer, 413, "too_large");
        assertThat(answer.body().at("/error/details/0"))
                .isEqualTo(json("{\"path\":\"$.traits\",\"message\":"
                        + "\"the entity's traits have 65537 bytes; at most 65536 are taken at once\"}"));
        assertError(patch("{\"traits\":" + most.replace("\"a\"", "\"ab\"") + "}", Map.of()), 413, "too_large");
    }

    private void fill() {
        for (int i = 0; i < 6; i++) {
            put("{\"t" + i + "\":\"" + "x".repeat(60_000) + "\"}");
        }
    }

    @Test
    void anEntityThatWouldPass400KilobytesIsTooLarge() {
        fill();
        LambdaAnswer answer = put("{\"t6\":\"" + "x".repeat(60_000) + "\"}");
        assertError(answer, 413, "too_large");
        assertThat(answer.body().at("/error/details/0/path").textValue()).isEqualTo("$.traits");
        assertThat(traits().orElseThrow()).hasSize(6);
    }

    private static String bulk(String... entities) {
        return "{\"entities\":[" + String.join(",", entities) + "]}";
    }

    private static String[] many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> entity("u" + i, "{\"n\":" + i + "}"))
                .toArray(String[]::new);
    }

    @Test
    void manyEntitiesAreAnsweredInTheOrderSent() {
        put("{\"a\":1}");
        LambdaAnswer answer = api.post(ALL, bulk(entity("new", "{}"), entity("u_42", "{\"b\":2}")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(json("{\"data\":{\"entities\":["
                        + "{\"kind\":\"user\",\"external_id\":\"new\",\"created\":true},"
                        + "{\"kind\":\"user\",\"external_id\":\"u_42\",\"created\":false}]}}"));
        assertThat(traits()).hasValue(json("{\"a\":1,\"b\":2}"));
        assertThat(api.post(ALL, bulk(many(500))).body().at("/data/entities")).hasSize(500);
    }

    @Test
    void anEntitySentTwiceIsMergedInOrder() {
        put("{\"gone\":1}");
        entities.delete(new EntityKey("user", "u_42"), Precondition.NONE);
        LambdaAnswer answer = api.post(
                ALL,
                bulk(
                        entity("u_42", "{\"a\":1,\"b\":1,\"c\":null}"),
                        entity("other", "{}"),
                        entity("u_42", "{\"a\":null,\"b\":2,\"c\":3}")));
        assertThat(answer.body().at("/data/entities"))
                .extracting(each -> each.get("created").booleanValue())
                .containsExactly(true, true, false);
        assertThat(traits()).hasValue(json("{\"b\":2,\"c\":3}"));
        assertThat(api.get(U42).headers()).containsEntry("etag", "\"1\"");
    }

    @Test
    void everyInvalidEntityIsReportedByIndexAndNothingIsWritten() {
        LambdaAnswer answer = api.post(ALL, bulk(entity("good", "{}"), "7", entity("", "{\"\":1}"), "{}"));
        assertError(answer, 400, "invalid_request");
        assertThat(answer.body().at("/error/details"))
                .extracting(detail -> detail.get("path").textValue())
                .containsExactly(
                        "$.entities[1]",
                        "$.entities[2].external_id",
                        "$.entities[2].traits['']",
                        "$.entities[3].kind",
                        "$.entities[3].external_id",
                        "$.entities[3].traits");
        assertThat(entities.list("user", Optional.empty(), 1).items()).isEmpty();
    }

    @Test
    void oneToFiveHundredEntitiesAreAccepted() {
        assertWrong(api.post(ALL, bulk(many(501))), "$.entities", "expected 1 to 500 entities, found 501");
        assertWrong(api.post(ALL, bulk()), "$.entities", "expected 1 to 500 entities, found 0");
        assertWrong(api.post(ALL, "{\"entities\":{}}"), "$.entities", "expected an array of entities");
        assertWrong(
                api.post(ALL, "{\"entities\":[" + entity("u", "{}") + "],\"kind\":\"user\"}"),
                "$.kind",
                "unknown field beside \"entities\"");
    }

    @Test
    void theLimitsApplyToAnEntitySentTwiceAsAWhole() {
        String sixty =
                IntStream.range(0, 60).mapToObj(i -> "\"t%d\":1".formatted(i)).collect(Collectors.joining(","));
        assertWrong(
                api.post(ALL, bulk(entity("u", "{" + sixty + "}"), entity("u", "{" + sixty.replace("t", "s") + "}"))),
                "$.entities[1].traits",
                "with these, more than 100 traits of the entity are sent");
        String forty = "x".repeat(40_000);
        LambdaAnswer answer =
                api.post(ALL, bulk(entity("u", "{\"a\":\"" + forty + "\"}"), entity("u", "{\"b\":\"" + forty + "\"}")));
        assertError(answer, 413, "too_large");
        assertThat(answer.body().at("/error/details/0/path").textValue()).isEqualTo("$.entities[1].traits");
        assertThat(entities.list("user", Optional.empty(), 1).items()).isEmpty();
    }

    @Test
    void entitiesThatWouldBeTooLargeAreReported() {
        fill();
        LambdaAnswer answer =
                api.post(ALL, bulk(entity("new", "{}"), entity("u_42", "{\"t6\":\"" + "x".repeat(60_000) + "\"}")));
        assertError(answer, 413, "too_large");
        assertThat(answer.body().at("/error/details"))
                .extracting(detail -> detail.get("path").textValue())
                .containsExactly("$.entities[1].traits");
        assertThat(entities.find(new EntityKey("user", "new"))).isPresent();
    }

    @Test
    void aThousandMistakesAreCountedAndAHundredReported() {
        LambdaAnswer answer = api.post(ALL, bulk("7,".repeat(499) + "7"));
        assertThat(answer.body().at("/error/details")).hasSize(100);
        assertThat(answer.body().at("/error/message").textValue())
                .isEqualTo("Nothing was written: 500 things are wrong. The first 100 are listed.");
    }

    private List<String> pages(int limit) {
        List<String> ids = new ArrayList<>();
        JsonNode cursor = Json.object().textNode("");
        do {
            Map<String, String> query = cursor.asText().isEmpty()
                    ? Map.of("kind", "user", "limit", "" + limit)
                    : Map.of("kind", "user", "limit", "" + limit, "cursor", cursor.asText());
            JsonNode data = api.get(ALL, query).body().get("data");
            assertThat(data.get("entities")).hasSizeLessThanOrEqualTo(limit);
            data.get("entities").forEach(each -> ids.add(each.get("external_id").textValue()));
            cursor = data.path("cursor");
        } while (cursor.isTextual());
        return ids;
    }

    @Test
    void aKindIsListedPageByPage() {
        api.post(ALL, bulk(many(100)));
        assertThat(pages(7)).hasSize(100).doesNotHaveDuplicates().isSorted();
        assertThat(pages(100)).hasSize(100);
        LambdaAnswer answer = api.get(ALL, Map.of("kind", "user"));
        assertThat(answer.body().at("/data/entities")).hasSize(50);
        assertThat(answer.body().at("/data/entities/0"))
                .isEqualTo(api.get(ALL + "/user/u0").body().get("data"));
        assertThat(api.get(ALL, Map.of("kind", "nobody")).body()).isEqualTo(json("{\"data\":{\"entities\":[]}}"));
    }

    @Test
    void aPageIsCutBeforeItExceedsLambdasLimit() {
        for (int i = 0; i < 20; i++) {
            entities.put("user", "u" + i, Json.object().put("x", "\"".repeat(200_000))); // 400 KB each as JSON
        }
        LambdaAnswer answer = api.get(ALL, Map.of("kind", "user"));
        assertThat(answer.body().at("/data/entities")).hasSize(6);
        assertThat(answer.text()).hasSizeLessThan(6_000_000);
        assertThat(pages(50)).hasSize(20).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kind   |                          | expected 1 to 64 letters, digits, _ or -",
                "kind   | a#b                      | expected 1 to 64 letters, digits, _ or -",
                "kind   | user,user                | expected 1 to 64 letters, digits, _ or -",
                "limit  | 0                        | expected a number from 1 to 100",
                "limit  | 101                      | expected a number from 1 to 100",
                "limit  | -1                       | expected a number from 1 to 100",
                "limit  | 1e1                      | expected a number from 1 to 100",
                "limit  | 99999999999999999999     | expected a number from 1 to 100",
                "limit  | ``                       | expected a number from 1 to 100",
                "limit  | ١                        | expected a number from 1 to 100",
                "cursor | ``                       | not a cursor",
                "cursor | !                        | not a cursor",
                "cursor | _w                       | not a cursor",
                "cursor | YQ==x                    | not a cursor",
                "knd    | user                     | unknown parameter; did you mean \"kind\"?",
                "filter | x                        | unknown parameter; expected one of kind, cursor, limit",
            })
    void mistakesInAQueryAreReportedByName(String name, String value, String message) {
        Map<String, String> query = new HashMap<>(Map.of("kind", "user"));
        query.put(name, value == null ? "" : value);
        assertWrong(api.get(ALL, query), name, message);
    }

    @Test
    void theKindOfAListIsRequired() {
        assertWrong(api.get(ALL), "kind", "required parameter is missing");
    }

    @Test
    void aHugeCursorIsRejected() {
        for (String cursor : List.of("A".repeat(100_000), Cursor.encode("x".repeat(1025)))) {
            assertWrong(api.get(ALL, Map.of("kind", "user", "cursor", cursor)), "cursor", "not a cursor");
        }
    }

    @Test
    void allMistakesInAQueryAreReported() {
        LambdaAnswer answer = api.get(ALL, Map.of("limit", "x", "cursor", "!", "z", ""));
        assertThat(answer.body().at("/error/details"))
                .extracting(detail -> detail.get("path").textValue())
                .containsExactlyInAnyOrder("z", "kind", "cursor", "limit");
    }

    @Test
    void anEntityNamedByQueryIsReadMergedAndDeleted() {
        put("{\"plan\":\"free\"}");
        Map<String, String> u42 = Map.of("external_id", "u_42");
        assertThat(api.get(ALL + "/user", u42).body()).isEqualTo(api.get(U42).body());
        assertError(
                api.send("PATCH", ALL + "/user", u42, Map.of("if-match", "\"7\""), "{\"traits\":{}}"), 409, "conflict");
        LambdaAnswer merged = api.send("PATCH", ALL + "/user", u42, Map.of(), "{\"traits\":{\"owner\":\"ben\"}}");
        assertThat(merged.status()).isEqualTo(200);
        assertThat(merged.headers()).containsEntry("etag", "\"2\"");
        assertThat(merged.body().at("/data/traits")).isEqualTo(json("{\"plan\":\"free\",\"owner\":\"ben\"}"));
        assertThat(api.send("DELETE", ALL + "/user", u42, Map.of(), "").status())
                .isEqualTo(204);
        assertThat(traits()).isEmpty();
        assertError(api.get(ALL + "/user", u42), 404, "not_found");
    }

    @Test
    void aQueryThatNamesNoEntityIsRejectedWithTheReason() {
        assertWrong(api.get(ALL + "/user"), "external_id", "required parameter is missing");
        assertWrong(api.get(ALL + "/user", Map.of("external_id", "")), "external_id", "expected " + EntityKey.ID_FORM);
        assertWrong(api.get(ALL + "/us er", Map.of("external_id", "u_42")), "kind", "expected " + EntityKey.KIND_FORM);
        assertWrong(api.get(ALL + "/user", Map.of("external_id", "u_42", "id", "x")), "id", "unknown parameter");
        assertWrong(
                api.send("PATCH", ALL + "/user", Map.of(), Map.of(), "{\"traits\":{}}"),
                "external_id",
                "required parameter is missing");
        assertWrong(
                api.send("DELETE", ALL + "/user", Map.of(), Map.of(), ""),
                "external_id",
                "required parameter is missing");
    }

    @Test
    void everyCallNeedsTheScope() {
        api.allow("ingest", "read");
        assertError(put("{}"), 403, "forbidden");
        assertError(api.get(U42), 403, "forbidden");
        assertError(api.get(ALL), 403, "forbidden");
        assertError(patch("{}", Map.of()), 403, "forbidden");
        assertError(delete(Map.of()), 403, "forbidden");
        assertError(api.send("GET", U42, Map.of(), Map.of("authorization", ""), ""), 401, "unauthorized");
    }

    @Test
    void aTableThatDoesNotAnswerIsA503() {
        put("{}");
        entities.reads.set(true);
        entities.writes.set(true);
        for (LambdaAnswer answer : List.of(
                put("{}"),
                api.post(ALL, bulk(many(2))),
                patch("{\"traits\":{}}", Map.of()),
                delete(Map.of()),
                api.get(U42),
                api.get(ALL, Map.of("kind", "user")))) {
            assertError(answer, 503, "unavailable");
            assertThat(answer.headers()).containsEntry("retry-after", "5");
        }
    }

    @Test
    void idsOfEntitiesAreNotLogged() {
        try (RecordedLog recorded = RecordedLog.start()) {
            api.post(ALL, entity("ada@example.com", "{\"plan\":\"free\"}"));
            api.get(ALL + "/user/ada@example.com");
            api.get(ALL + "/user/nobody@example.com");
            api.post(ALL, bulk(entity("ada@example.com", "{}")));
            assertThat(recorded.text()).contains("wrote an entity: CREATED").doesNotContain("@");
        }
    }
}
