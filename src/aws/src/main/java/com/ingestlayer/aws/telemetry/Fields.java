package com.ingestlayer.aws.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The fields of a JSON object, written one after the other: no tree and no reflection, because every event has a line. */
@FunctionalInterface
public interface Fields {
    void writeTo(JsonGenerator json) throws IOException;

    /** The object as text, without a line break. */
    default String toJson() {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = Factory.INSTANCE.createGenerator(text)) {
            json.writeStartObject();
            writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory", e);
        }
        return text.toString();
    }

    /** Made once; building one is dear. */
    final class Factory {
        private static final JsonFactory INSTANCE = new JsonFactory();

        private Factory() {}
    }
}
