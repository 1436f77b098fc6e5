package com.ingestlayer.cli.entities;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/**
 * Reads a file line by line. Each line is decoded by itself, so a line that is not UTF-8, or is too long, affects no other line.
 * Line ends are LF or CR LF. A byte order mark at the start is skipped. Not thread-safe.
 */
final class TextLines implements Closeable {
    /** The length limit of a line. No valid entity is longer. */
    static final int MAX_BYTES = 1024 * 1024;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final InputStream in;
    private long number;
    private long bytesRead;

    /**
     * A line without its line end.
     *
     * @param number 1 for the first line of the file
     * @param problem why the line cannot be used; empty when it can
     */
    record Line(long number, String text, Optional<String> problem) {}

    TextLines(InputStream in) {
        this.in = new BufferedInputStream(in, 256 * 1024);
    }

    /** Returns the next line, or empty at the end of the file. */
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        boolean tooLong = false;
        boolean any = false;
        for (int each = in.read(); each >= 0; each = in.read()) {
            any = true;
            bytesRead++;
            if (each == '\n') {
                break;
            }
            if (bytes.size() < MAX_BYTES) {
                bytes.write(each);
            } else {
                tooLong = true;
            }
        }
        if (!any) {
            return Optional.empty();
        }
        number++;
        return Optional.of(tooLong ? tooLong(bytes) : decoded(bytes.toByteArray()));
    }

    long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private Line tooLong(ByteArrayOutputStream bytes) {
        String beginning = bytes.toString(UTF_8).substring(0, 200);
        return new Line(number, beginning + "…", Optional.of("the line has more than " + MAX_BYTES + " bytes"));
    }

    private Line decoded(byte[] bytes) {
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        try {
            String text =
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
            return new Line(
                    number,
                    number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text,
                    Optional.empty());
        } catch (CharacterCodingException e) {
            return new Line(number, new String(bytes, 0, length, UTF_8), Optional.of("not UTF-8"));
        }
    }
}
