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
 * The file of what was refused: line number, reason and the text itself, with tabs in between. It is made with the first
 * refusal. Not thread-safe.
 */
final class Refusals implements Closeable {
    private final Path file;
    private final StringBuilder pending = new StringBuilder();
    private FileChannel channel;

    /** @param keptBytes what stays of a file that is there; 0 takes it away */
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

    void add(long line, String reason, String text) {
        pending.append(line)
                .append('\t')
                .append(oneLine(reason))
                .append('\t')
                .append(oneLine(text))
                .append('\n');
    }

    /** Writes what was added; returns the length of the file then. */
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
