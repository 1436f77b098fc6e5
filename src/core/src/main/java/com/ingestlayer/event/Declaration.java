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
 * What an event of one type must look like: {@code infra/config/events/<type>.yaml}. Thread-safe.
 *
 * @param file the name of its file
 * @param type the event's type
 * @param schema its payload's fields
 * @param unknown what becomes of other fields, whoever sends them; empty where the sender's way in decides
 * @param idempotencyKey where in the payload the key stands for senders that give none; empty for none
 * @param window how long an idempotency key is remembered
 * @param description what it means, for people
 */
public record Declaration(
        String file,
        String type,
        FieldType.Fields schema,
        Optional<Unknown> unknown,
        Optional<List<String>> idempotencyKey,
        Duration window,
        Optional<String> description) {
    /** How long a key is remembered where no declaration says otherwise. */
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
     * Tells everything that is wrong with a payload.
     *
     * @param byDefault what becomes of fields that are not declared, where the declaration does not say it
     */
    public void check(ObjectNode payload, JsonPath path, Unknown byDefault, Consumer<Violation> violations) {
        schema.check(payload, path, unknown.orElse(byDefault), violations);
    }

    /** Whether the payload has a field of that name, at its top. */
    public boolean declares(String field) {
        return schema.fields().containsKey(field);
    }

    /** The idempotency key that stands in the payload, when one is declared and there. */
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
