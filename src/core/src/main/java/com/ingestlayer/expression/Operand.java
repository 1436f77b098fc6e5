package com.ingestlayer.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.yaml.YamlValue;
import java.util.Optional;

/** The right side of a comparison: a literal from the file, or a ref. */
public sealed interface Operand {
    JsonNode in(Scope scope);

    /** A literal; {@code $$x} in the file stands for the text {@code $x}. */
    record Literal(JsonNode value) implements Operand {
        @Override
        public JsonNode in(Scope scope) {
            return value;
        }

        @Override
        public String toString() {
            return value.isMissingNode() ? "" : Json.write(value);
        }
    }

    /** A value that is looked up in the scope. */
    record Reference(Ref ref) implements Operand {
        @Override
        public JsonNode in(Scope scope) {
            return ref.in(scope);
        }

        @Override
        public String toString() {
            return ref.toString();
        }
    }

    static Optional<Operand> read(YamlValue value) {
        JsonNode json = value.asJson();
        if (json.isTextual() && Ref.isMeantBy(json.textValue())) {
            return Ref.read(value).map(Reference::new);
        }
        if (json.isTextual() && json.textValue().startsWith("$$")) {
            return Optional.of(new Literal(TextNode.valueOf(json.textValue().substring(1))));
        }
        return Optional.of(new Literal(json));
    }
}
