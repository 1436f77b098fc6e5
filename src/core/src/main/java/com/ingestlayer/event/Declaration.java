package com.ingestlayer.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an event of one type must look like, as {@code infra/config/events/<type>.yaml} declares it. Thread-safe.
 *
 * @param file the name of the file
 * @param type the event type
 * @param schema the fields of the payload
 * @param unknown how undeclared fields are treated, whoever sends them; empty to let the entry point of the event
 *     decide
 * @param idempotencyKey the path in the payload of the idempotency key for senders that give none; empty if there is
 *     none
 * @param window how long an idempotency key is remembered
 * @param description what the event means, for human readers
 */
public record Declaration(
        String file,
        String type,
        FieldType.Fields schema,
        Optional<Unknown> unknown,
        Optional<List<String>> idempotencyKey,
        Duration window,
        Optional<String> description) {
    /** How long an idempotency key is remembered unless the declaration says otherwise. */
    public static final Duration DEFAULT_WINDOW = Duration.ofHours(24);

    public Declaration {
        requireNonNull(file, "file is null");
        requireNonNull(type, "type is null");
        requireNonNull(schema, "schema is null");
        requireNonNull(unknown, "unknown is null");
        idempotencyKey = idempotencyKey.map(List::copyOf);
        requireNonNull(window, "window is null");
        requireNonNull(description, "description is null");
    }

    /**
     * Reports every violation of the schema in a payload.
     *
     * @param byDefault how undeclared fields are treated if the declaration does not say
     */
    public void check(ObjectNode payload, JsonPath path, Unknown byDefault, Consumer<Violation> violations) {
        schema.check(payload, path, unknown.orElse(byDefault), violations);
    }

    /** Returns whether the schema has a top-level field of that name. */
    public boolean declares(String field) {
        return schema.fields().containsKey(field);
    }

    /** Returns the idempotency key from the payload; empty if none is declared, or if the payload has no such value. */
    public Optional<String> keyIn(ObjectNode payload) {
        return idempotencyKey
                .map(path -> {
                    JsonNode value = payload;
                    for (String name : path) {
                        value = value.path(name);
                    }
                    return value;
                })
                .filter(value -> value.isValueNode() && !value.isNull())
                .map(JsonNode::asText)
                .filter(key -> !key.isEmpty());
    }
}
