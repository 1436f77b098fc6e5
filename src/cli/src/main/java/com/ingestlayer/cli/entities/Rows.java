package com.ingestlayer.cli.entities;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads the rows of a file one after the other. Not thread-safe. */
interface Rows extends Closeable {
    /** Returns the next row, or empty at the end of the file. Skips blank lines. */
    Optional<Row> next() throws IOException;

    /** Returns how many bytes of the file were read so far. */
    long bytesRead();
}
