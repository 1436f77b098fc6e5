package com.ingestlayer.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes the fields of a JSON object one by one. It needs neither a tree nor reflection, because a line is written
 * for every event.
 */
@FunctionalInterface
public interface Fields {
    void writeTo(JsonGenerator json) throws IOException;

    /** Returns the object as a line of UTF-8, including the line end. */
    default byte[] toLine() {
        ByteArrayBuilder line = new ByteArrayBuilder(512);
        try (JsonGenerator json = Factory.INSTANCE.createGenerator(line)) {
            json.writeStartObject();
            writeTo(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory", e);
        }
        return line.toByteArray();
    }

    /** Holds the factory, which is created once because that is expensive. */
    final class Factory {
        private static final JsonFactory INSTANCE = new JsonFactory();

        private Factory() {}
    }
}
