package com.ingestlayer.cli.entities;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file of refused rows. Each line has the line number, the reason and the text of the row, separated by tabs. The file is
 * created with the first refusal. Not thread-safe.
 */
final class Refusals implements Closeable {
    private final Path file;
    private final StringBuilder pending = new StringBuilder();
    private FileChannel channel;

    /** @param keptBytes how many bytes of an existing file stay; 0 deletes the file */
    Refusals(Path file, long keptBytes) throws IOException {
        this.file = file;
        if (keptBytes == 0) {
            Files.deleteIfExists(file);
        } else {
            open();
            channel.truncate(keptBytes);
            channel.position(channel.size());
        }
    }

    /** Adds a row, which {@link #flush} writes. */
    void add(long line, String reason, String text) {
        pending.append(line)
                .append('\t')
                .append(oneLine(reason))
                .append('\t')
                .append(oneLine(text))
                .append('\n');
    }

    /** Writes all added rows to the file, and returns its new length in bytes. */
    long flush() throws IOException {
        if (pending.length() > 0) {
            open();
            ByteBuffer bytes = UTF_8.encode(pending.toString());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            pending.setLength(0);
        }
        return channel == null ? 0 : channel.size();
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("closing " + file, e);
        }
    }

    private void open() throws IOException {
        if (channel == null) {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }
    }

    private static String oneLine(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }
}
