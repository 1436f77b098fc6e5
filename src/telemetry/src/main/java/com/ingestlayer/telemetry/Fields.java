package com.ingestlayer.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The fields of a JSON object, written one after the other: no tree and no reflection, because every event has a line. */
@FunctionalInterface
public interface Fields {
    void writeTo(JsonGenerator json) throws IOException;

    /** The object as a line of UTF-8, with its end. */
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

    /** Made once; building one is dear. */
    final class Factory {
        private static final JsonFactory INSTANCE = new JsonFactory();

        private Factory() {}
    }
}
