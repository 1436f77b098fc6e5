package com.ingestlayer.cli.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One row of a file. A quoted CSV value with line ends makes a row span several lines. */
sealed interface Row {
    /** Returns the number of its first line; the first line of the file has number 1. */
    long line();

    /** Returns the text as it stands in the file, with replacement characters where it is not UTF-8. */
    String text();

    /** A row that has the form of an entity. Its content is not checked yet. */
    record Found(long line, String text, String kind, String externalId, ObjectNode traits) implements Row {}

    /** A row that cannot be read. */
    record Unreadable(long line, String text, String reason) implements Row {}
}
