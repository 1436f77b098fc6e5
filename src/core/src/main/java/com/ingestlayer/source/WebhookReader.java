package com.ingestlayer.source;

import static com.ingestlayer.request.RefusedException.Reason.INVALID_REQUEST;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.event.AgentSource;
import com.ingestlayer.event.Declaration;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.EventType;
import com.ingestlayer.event.Unknown;
import com.ingestlayer.event.Violation;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.request.EventRules;
import com.ingestlayer.request.IncomingEvent;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.Violations;
import com.ingestlayer.signature.Headers;
import com.ingestlayer.signature.SignatureScheme;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;

/**
 * Reads a webhook, or the request of an agent, as one event with the whole body as its payload. The event type is the
 * body's {@code type} if that is a valid one, and otherwise {@code webhook.in.received} or {@code agent.received}. For
 * senders with a known scheme, the type and the message id come from where that scheme puts them: GitHub uses headers,
 * Stripe the body, Standard Webhooks the header {@code webhook-id}.
 */
public final class WebhookReader {
    private static final String KEY_HEADER = "x-ingest-idempotency-key";

    private final String kind;
    private final Unknown unknown;
    private final Optional<SignatureScheme> scheme;
    private final Headers headers;
    private final ObjectNode body;

    private WebhookReader(
            String kind, Unknown unknown, Optional<SignatureScheme> scheme, Headers headers, ObjectNode body) {
        this.kind = kind;
        this.unknown = unknown;
        this.scheme = scheme;
        this.headers = headers;
        this.body = body;
    }

    /** @throws RefusedException with all mistakes and their paths in the body */
    public static IncomingEvent read(WebhookSource source, Headers headers, byte[] bytes, Declarations declarations)
            throws RefusedException {
        ObjectNode body = body(text(bytes));
        // Services add fields to their webhooks whenever they like, so undeclared fields are ignored.
        return new WebhookReader(
                        WebhookSource.KIND, Unknown.IGNORE, source.auth().scheme(), headers, body)
                .event(declarations);
    }

    /** Reads the request of an agent. Otherwise it is the same as {@link #read}. */
    public static IncomingEvent readAgents(Headers headers, String text, Declarations declarations)
            throws RefusedException {
        return new WebhookReader(AgentSource.KIND, Unknown.REJECT, Optional.empty(), headers, body(text))
                .event(declarations);
    }

    private static ObjectNode body(String text) throws RefusedException {
        if (!(EventRules.parse(text) instanceof ObjectNode body)) {
            throw EventRules.violations().refusal(JsonPath.ROOT, "expected an object");
        }
        EventRules.refuseLarge(body, JsonPath.ROOT);
        return body;
    }

    private static String text(byte[] bytes) throws RefusedException {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw RefusedException.invalidJson(JsonPath.ROOT, "not valid UTF-8");
        }
    }

    private IncomingEvent event(Declarations declarations) throws RefusedException {
        String type = type();
        Violations violations = EventRules.violations();
        Optional<Declaration> declaration = declarations.of(type);
        declarations.whatIsWrongWith(type).ifPresent(reason -> violations.accept(wrongType(type, reason)));
        declaration.ifPresent(declared -> declared.check(declarable(declared), JsonPath.ROOT, unknown, violations));
        violations.refuseIfAny();
        Optional<String> key = sendersKey()
                .or(() -> declaration.flatMap(declared -> declared.keyIn(body)))
                .or(this::messageId);
        return new IncomingEvent(type, body, key, Optional.empty());
    }

    private String type() {
        return githubType().or(this::ownType).orElse(kind + ".received");
    }

    private Optional<String> ownType() {
        return Optional.ofNullable(body.path("type").textValue()).filter(WebhookReader::isType);
    }

    /**
     * Returns a type such as {@code github.pull_request.opened}: the event is named in a header, the action in the
     * body.
     */
    private Optional<String> githubType() {
        Optional<String> event = scheme.filter(SignatureScheme.GITHUB::equals)
                .flatMap(github -> headers.value("x-github-event"))
                .map(kind -> "github." + kind)
                .filter(WebhookReader::isType);
        return event.map(kind -> kind + "." + body.path("action").textValue())
                .filter(type -> body.path("action").isTextual() && isType(type))
                .or(() -> event);
    }

    private Violation wrongType(String type, String reason) {
        return ownType().equals(Optional.of(type))
                ? new Violation(JsonPath.ROOT.child("type"), reason)
                : new Violation(JsonPath.ROOT, type + ": " + reason);
    }

    private static boolean isType(String text) {
        return EventType.whatIsWrongWith(text).isEmpty();
    }

    /**
     * Returns the part of the body that is checked against the declaration: without the {@code type} that named the
     * event, unless the declaration has such a field.
     */
    private ObjectNode declarable(Declaration declaration) {
        if (!ownType().equals(Optional.of(declaration.type())) || declaration.declares("type")) {
            return body;
        }
        ObjectNode rest = body.objectNode();
        rest.setAll(body);
        rest.remove("type");
        return rest;
    }

    private Optional<String> sendersKey() throws RefusedException {
        Optional<String> key = headers.value(KEY_HEADER);
        if (key.isPresent() && !EventRules.isKey(key.get())) {
            throw new RefusedException(
                    INVALID_REQUEST,
                    "X-Ingest-Idempotency-Key must have 1 to " + EventRules.MAX_KEY_LENGTH + " characters.",
                    List.of());
        }
        return key;
    }

    /** Returns the id that all retries of this message by its sender have in common. */
    private Optional<String> messageId() {
        return scheme.flatMap(known -> switch (known) {
                    case GITHUB -> headers.value("x-github-delivery");
                    case STRIPE -> Optional.ofNullable(body.path("id").textValue());
                    case STANDARD_WEBHOOKS -> headers.value("webhook-id").or(() -> headers.value("svix-id"));
                    case INGESTLAYER -> Optional.empty();
                })
                .filter(id -> !id.isEmpty());
    }
}
