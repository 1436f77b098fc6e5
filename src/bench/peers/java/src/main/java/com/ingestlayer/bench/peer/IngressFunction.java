package com.ingestlayer.bench.peer;

import static com.ingestlayer.bench.peer.Aws.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Handles {@code POST /v1/ingest} behind API Gateway. */
public final class IngressFunction implements RequestStreamHandler {
    private static final long KEY_REMEMBERED = Duration.ofSeconds(60).toMillis();
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]{1,512}=*) *");
    private static final String KEYS = System.getenv("INGESTLAYER_KEYS_TABLE");

    private final Map<String, Key> keys = new ConcurrentHashMap<>();
    private final Ingestion ingestion = new Ingestion();
    private final DynamoDbClient dynamoDb =
            Aws.DYNAMO_DB; // a field, so that all clients are created when the function starts

    private record Key(String name, String source, boolean mayIngest, long since) {}

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        Telemetry telemetry = new Telemetry(context.getAwsRequestId());
        try {
            response.write(
                    Json.write(respond(Json.MAPPER.readTree(event), telemetry)).getBytes(UTF_8));
        } finally {
            telemetry.end();
        }
    }

    private ObjectNode respond(JsonNode request, Telemetry telemetry) {
        Key key = null;
        try {
            JsonNode http = request.path("requestContext").path("http");
            if (!http.path("method").asText().equals("POST")
                    || !request.path("rawPath").asText().equals("/v1/ingest")) {
                throw new Refused(404, "not_found", "There is nothing at this path.");
            }
            key = authenticate(request.path("headers").path("authorization").textValue());
            if (!key.mayIngest()) {
                throw new Refused(403, "forbidden", "The API key does not have the scope \"ingest\".");
            }
            ObjectNode body = Json.object();
            ArrayNode events = body.putObject("data").putArray("events");
            ingestion
                    .ingest(IngestRequest.read(request), key.source(), telemetry)
                    .forEach(taken -> {
                        ObjectNode told =
                                events.addObject().put("id", taken.id()).put("duplicate", taken.duplicate());
                        if (taken.payloadDiffers()) {
                            told.put("payload_differs", true);
                        }
                    });
            return answer(202, body, Map.of());
        } catch (Refused e) {
            return refusal(e, key, telemetry);
        } catch (RuntimeException e) {
            telemetry.message("WARN", "answered 503: " + e.getMessage());
            String message =
                    "A table or queue did not answer. Nothing was promised: send the same request again. With the same"
                            + " idempotency keys that is safe; events without a key may be delivered twice.";
            return answer(503, error("unavailable", message), Map.of("retry-after", "5"));
        }
    }

    /** Looks up the key in the Authorization header by its hash. */
    private Key authenticate(String header) throws Refused {
        Matcher bearer = BEARER.matcher(header == null ? "" : header);
        if (!bearer.matches()) {
            String what = header == null ? "missing" : "malformed";
            String how = "Send: Authorization: Bearer il_live_…";
            throw new Refused(401, "unauthorized", "The Authorization header is " + what + ". " + how);
        }
        String hash = Ids.sha256Hex(bearer.group(1));
        long now = Instant.now().toEpochMilli();
        Key known = keys.get(hash);
        if (known != null && now - known.since() < KEY_REMEMBERED) {
            return known;
        }
        Map<String, AttributeValue> item = dynamoDb.getItem(get ->
                        get.tableName(KEYS).key(Map.of("key_hash", text(hash))).consistentRead(true))
                .item();
        if (item.containsKey("kind")
                || !item.getOrDefault("status", text("")).s().equals("active")) {
            keys.remove(hash);
            throw new Refused(401, "unauthorized", "The API key is unknown or revoked.");
        }
        Key key = new Key(
                item.get("name").s(),
                item.getOrDefault("source", text("sdk.event")).s(),
                item.getOrDefault("scopes", AttributeValue.fromSs(List.of()))
                        .ss()
                        .contains("ingest"),
                now);
        keys.put(hash, key);
        return key;
    }

    private static ObjectNode refusal(Refused e, Key key, Telemetry telemetry) {
        ObjectNode line = Json.object();
        line.put("route", e.status == 404 ? "none" : "POST /v1/ingest")
                .put("reason", e.code)
                .put("message", e.getMessage());
        line.put("details", e.details.size());
        if (key != null) {
            line.put("sender", "key#" + key.name());
        }
        telemetry.log("INFO", "request.refused", line);
        telemetry.count("RequestsRefused", "Reason", e.code);
        ObjectNode body = error(e.code, e.getMessage());
        if (!e.details.isEmpty()) {
            ((ObjectNode) body.get("error")).set("details", e.details);
        }
        return answer(e.status, body, e.status == 401 ? Map.of("www-authenticate", "Bearer") : Map.of());
    }

    private static ObjectNode error(String code, String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", message);
        return body;
    }

    private static ObjectNode answer(int status, ObjectNode body, Map<String, String> headers) {
        ObjectNode answer = Json.object().put("statusCode", status);
        ObjectNode sent = answer.putObject("headers").put("content-type", "application/json");
        headers.forEach(sent::put);
        return answer.put("body", Json.write(body)).put("isBase64Encoded", false);
    }
}
