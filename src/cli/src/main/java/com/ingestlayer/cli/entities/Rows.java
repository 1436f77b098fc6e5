package com.ingestlayer.cli.entities;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The rows of a file, one after the other. Not thread-safe. */
interface Rows extends Closeable {
    /** The next row; empty at the end of the file. Blank lines are none. */
    Optional<Row> next() throws IOException;

    /** How many bytes of the file were read so far. */
    long bytesRead();
}
