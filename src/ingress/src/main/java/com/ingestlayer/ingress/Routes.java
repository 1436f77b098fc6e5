package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.event.Violation;
import com.ingestlayer.ingest.ApiKey;
import com.ingestlayer.ingest.Authenticator;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.ingest.Receipt;
import com.ingestlayer.ingest.RefusedException;
import com.ingestlayer.ingest.RefusedException.Reason;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.JsonPath;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Which path does what, and which status stands for which result. Thread-safe. */
final class Routes {
    /** Of a whole request; a Lambda function is given at most 6 MB. */
    static final int MAX_BODY_BYTES = 5 * 1024 * 1024;

    /** Long enough for a throttled table to recover, short enough that an SDK waits for it. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(Routes.class);

    private final Authenticator authenticator;
    private final Ingestion ingestion;
    private final Map<String, Map<String, Route>> routes;

    private interface Route {
        HttpAnswer answer(HttpRequest request) throws RefusedException;
    }

    Routes(Authenticator authenticator, Ingestion ingestion) {
        this.authenticator = requireNonNull(authenticator, "authenticator is null");
        this.ingestion = requireNonNull(ingestion, "ingestion is null");
        this.routes = Map.of(
                "/v1/ingest", Map.of("POST", this::ingest),
                "/healthz", Map.of("GET", request -> health()));
    }

    /** Never throws. */
    HttpAnswer answer(HttpRequest request) {
        try {
            Map<String, Route> methods = routes.get(request.path());
            if (methods == null) {
                return HttpAnswer.error(404, "not_found", "There is nothing at this path.", List.of());
            }
            Route route = methods.get(request.method());
            if (route == null) {
                String allowed = String.join(", ", new TreeMap<>(methods).keySet());
                return HttpAnswer.error(
                                405,
                                "method_not_allowed",
                                request.path() + " takes " + allowed + ", not " + request.method() + ".",
                                List.of())
                        .withHeader("allow", allowed);
            }
            return route.answer(request);
        } catch (RefusedException e) {
            LOG.infof("refused %s: %s", request.path(), e.reason());
            return refusal(e);
        } catch (UnavailableException e) {
            LOG.warnf("answered 503 to %s: %s", request.path(), describe(e));
            return HttpAnswer.error(
                            503,
                            "unavailable",
                            "A table or queue did not answer. Nothing was promised: send the same request again.",
                            List.of())
                    .withRetryAfter(RETRY_AFTER);
        } catch (RuntimeException e) {
            LOG.errorf(e, "answered 500 to %s", request.path());
            return HttpAnswer.error(
                    500, "internal", "Something broke on our side. Send the same request again.", List.of());
        }
    }

    private HttpAnswer ingest(HttpRequest request) throws RefusedException {
        ApiKey key = authenticator.require(request.header("authorization"), "ingest");
        if (request.bodyIsLargerThan(MAX_BODY_BYTES)) {
            throw new RefusedException(
                    Reason.TOO_LARGE,
                    "The body is too large.",
                    List.of(new Violation(JsonPath.ROOT, "at most " + MAX_BODY_BYTES + " bytes are taken")));
        }
        Optional<String> contentType = request.header("content-type");
        if (contentType.isPresent() && !isJson(contentType.get())) {
            return HttpAnswer.error(415, "unsupported_media_type", "Send Content-Type: application/json.", List.of());
        }
        List<Receipt> receipts = ingestion.ingest(key.source(), body(request));
        long duplicates = receipts.stream().filter(Receipt::duplicate).count();
        LOG.infof("accepted %d events of %s, %d of them duplicates", receipts.size(), key.source(), duplicates);
        ObjectNode data = Json.object();
        ArrayNode events = data.putArray("events");
        receipts.forEach(
                receipt -> events.addObject().put("id", receipt.id().value()).put("duplicate", receipt.duplicate()));
        return HttpAnswer.data(202, data);
    }

    private static HttpAnswer health() {
        return HttpAnswer.data(200, Json.object().put("status", "ok"));
    }

    private static String body(HttpRequest request) throws RefusedException {
        try {
            return request.body();
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new RefusedException(
                    Reason.INVALID_JSON,
                    "The body could not be read as JSON.",
                    List.of(new Violation(JsonPath.ROOT, "not valid UTF-8")));
        }
    }

    private static boolean isJson(String contentType) {
        int end = contentType.indexOf(';');
        String mediaType = end < 0 ? contentType : contentType.substring(0, end);
        return mediaType.strip().equalsIgnoreCase("application/json");
    }

    private static HttpAnswer refusal(RefusedException e) {
        int status =
                switch (e.reason()) {
                    case INVALID_JSON, INVALID_EVENT -> 400;
                    case UNAUTHORIZED -> 401;
                    case FORBIDDEN -> 403;
                    case TOO_LARGE -> 413;
                };
        HttpAnswer answer =
                HttpAnswer.error(status, e.reason().name().toLowerCase(Locale.ROOT), e.getMessage(), e.details());
        return status == 401 ? answer.withHeader("www-authenticate", "Bearer") : answer; // RFC 9110 section 11.6.1
    }

    private static String describe(UnavailableException e) {
        return e.getCause() == null
                ? e.getMessage()
                : e.getMessage() + " (" + e.getCause().getMessage() + ")";
    }
}
