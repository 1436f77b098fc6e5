package com.ingestlayer.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.Times;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.yaml.Names;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** The type of a declared field. Thread-safe. */
public sealed interface FieldType {
    /**
     * Applies the function for this kind of type. A new kind adds a parameter here, so the compiler finds every caller
     * that must handle it.
     */
    <T> T map(Function<Simple, T> simple, Function<OneOf, T> oneOf, Function<Fields, T> fields);

    /**
     * Reports the violations of a value that is present and not null.
     *
     * @param unknown how undeclared fields are treated
     */
    void check(JsonNode value, JsonPath path, Unknown unknown, Consumer<Violation> violations);

    /** The types that a declaration writes as one word. */
    enum Simple implements FieldType {
        STRING("string") {
            @Override
            boolean fits(JsonNode value) {
                return value.isTextual();
            }
        },
        NUMBER("number") {
            @Override
            boolean fits(JsonNode value) {
                return value.isNumber();
            }
        },
        /** Accepts {@code 1.0} too, as JSON Schema does. */
        INTEGER("integer") {
            @Override
            boolean fits(JsonNode value) {
                return value.isIntegralNumber()
                        || (value.isNumber()
                                && value.decimalValue().stripTrailingZeros().scale() <= 0);
            }
        },
        BOOLEAN("boolean") {
            @Override
            boolean fits(JsonNode value) {
                return value.isBoolean();
            }
        },
        OBJECT("object") {
            @Override
            boolean fits(JsonNode value) {
                return value.isObject();
            }
        },
        ARRAY("array") {
            @Override
            boolean fits(JsonNode value) {
                return value.isArray();
            }
        },
        TIMESTAMP("timestamp") {
            @Override
            boolean fits(JsonNode value) {
                return value.isTextual() && Times.parse(value.textValue()).isPresent();
            }
        };

        final String word;

        Simple(String word) {
            this.word = word;
        }

        abstract boolean fits(JsonNode value);

        @Override
        public <T> T map(Function<Simple, T> simple, Function<OneOf, T> oneOf, Function<Fields, T> fields) {
            return simple.apply(this);
        }

        @Override
        public void check(JsonNode value, JsonPath path, Unknown unknown, Consumer<Violation> violations) {
            if (!fits(value)) {
                String expected = this == TIMESTAMP ? "an ISO 8601 timestamp with an offset" : word;
                violations.accept(new Violation(path, "expected " + expected + ", found " + kindOf(value)));
            }
        }
    }

    /** A text from a fixed list: {@code enum [free, pro]}. */
    record OneOf(List<String> values) implements FieldType {
        public OneOf {
            values = List.copyOf(values);
        }

        @Override
        public <T> T map(Function<Simple, T> simple, Function<OneOf, T> oneOf, Function<Fields, T> fields) {
            return oneOf.apply(this);
        }

        @Override
        public void check(JsonNode value, JsonPath path, Unknown unknown, Consumer<Violation> violations) {
            if (!value.isTextual() || !values.contains(value.textValue())) {
                String found = value.isTextual() ? "\"" + shortened(value.textValue()) + "\"" : kindOf(value);
                violations.accept(
                        new Violation(path, "expected one of " + String.join(", ", values) + ", found " + found));
            }
        }
    }

    /** An object with these fields; other fields are treated as {@link Unknown} says. */
    record Fields(Map<String, Field> fields) implements FieldType {
        /**
         * Limits the search for the nearest declared name, which takes time for each undeclared name; a payload may
         * have thousands of those.
         */
        private static final int MAX_SUGGESTIONS = 10;

        public Fields {
            fields = Collections.unmodifiableMap(new TreeMap<>(fields)); // sorted, for a fixed order of violations
        }

        @Override
        public <T> T map(Function<Simple, T> simple, Function<OneOf, T> oneOf, Function<Fields, T> nested) {
            return nested.apply(this);
        }

        @Override
        public void check(JsonNode value, JsonPath path, Unknown unknown, Consumer<Violation> violations) {
            if (!value.isObject()) {
                violations.accept(new Violation(path, "expected object, found " + kindOf(value)));
                return;
            }
            int undeclared = 0;
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                Field field = fields.get(entry.getKey());
                JsonPath child = path.child(entry.getKey());
                if (field != null) {
                    field.check(entry.getValue(), child, unknown, violations);
                } else if (unknown == Unknown.REJECT) {
                    undeclared++;
                    String instead =
                            undeclared <= MAX_SUGGESTIONS ? Names.instead(shortened(entry.getKey()), names()) : "";
                    violations.accept(new Violation(child, "field is not declared" + instead));
                }
            }
            for (Map.Entry<String, Field> field : fields.entrySet()) {
                if (field.getValue().presence() == Presence.REQUIRED && !value.has(field.getKey())) {
                    violations.accept(new Violation(path.child(field.getKey()), "required field is missing"));
                }
            }
        }

        boolean anyRequired() {
            return fields.values().stream().anyMatch(field -> field.presence() == Presence.REQUIRED);
        }

        private List<String> names() {
            return List.copyOf(fields.keySet());
        }
    }

    /** Whether a field may be missing or null. */
    enum Presence {
        /** {@code string, required}: the field must be present and not null. */
        REQUIRED,
        /** {@code string}: the field may be missing, but must not be null. */
        PLAIN,
        /** {@code string?}: the field may be missing or null. */
        OPTIONAL
    }

    /** A declared field. */
    record Field(FieldType type, Presence presence) {
        void check(JsonNode value, JsonPath path, Unknown unknown, Consumer<Violation> violations) {
            if (!value.isNull()) {
                type.check(value, path, unknown, violations);
            } else if (presence != Presence.OPTIONAL) {
                violations.accept(new Violation(path, "must not be null"));
            }
        }
    }

    private static String kindOf(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
