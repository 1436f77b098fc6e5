package com.ingestlayer.pipeline.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.json.Json;
import com.ingestlayer.yaml.YamlList;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.List;
import java.util.Optional;

/** The texts that a step reads: {@code from}, a ref or a list of refs. */
public record Texts(List<Ref> refs) {
    private static final String EXPECTED = "a ref to a text, or a list of refs, such as [$event.payload.subject]";

    public Texts {
        refs = List.copyOf(refs);
    }

    static Optional<Texts> readRequired(YamlMap parameters) {
        return parameters.require("from", EXPECTED).flatMap(Texts::read);
    }

    static Optional<Texts> read(YamlValue value) {
        return (value.isList()
                        ? YamlList.read(value, EXPECTED, Ref::read)
                        : Ref.read(value).map(List::of))
                .map(Texts::new);
    }

    /**
     * Returns the texts at the refs. A missing, null or blank value is left out; a value that is not text is written as
     * JSON.
     */
    List<String> in(EventContext context) {
        return refs.stream()
                .map(ref -> text(ref.in(context)))
                .filter(text -> !text.isBlank())
                .toList();
    }

    private static String text(JsonNode value) {
        if (value.isTextual()) {
            return value.textValue();
        }
        return value.isMissingNode() || value.isNull() ? "" : Json.write(value);
    }
}
