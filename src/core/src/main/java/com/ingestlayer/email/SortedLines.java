package com.ingestlayer.email;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * A list of texts that is searched in its file as it is: nothing is parsed, and the list takes no more memory than its
 * file. Immutable and thread-safe.
 */
final class SortedLines {
    private final byte[] text;

    /** @param text lines in ASCII, sorted by their bytes, each one ending with a line feed */
    SortedLines(byte[] text) {
        this.text = text.clone();
    }

    /** Reads a resource from the package of this class. */
    static SortedLines ofResource(String name) {
        try (InputStream resource = SortedLines.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is not packed with the class that needs it");
            }
            return new SortedLines(resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name, e);
        }
    }

    boolean contains(String wanted) {
        byte[] line = wanted.getBytes(US_ASCII);
        int from = 0;
        int to = text.length;
        while (from < to) {
            int start = lineStart((from + to) >>> 1);
            int end = lineEnd(start);
            int order = Arrays.compareUnsigned(line, 0, line.length, text, start, end);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                to = start;
            } else {
                from = end + 1;
            }
        }
        return false;
    }

    private int lineStart(int within) {
        int start = within;
        while (start > 0 && text[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    private int lineEnd(int start) {
        int end = start;
        while (text[end] != '\n') {
            end++;
        }
        return end;
    }
}
