package com.ingestlayer.cli.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What stands in one line of a file, or in several where a quoted value goes over line ends. */
sealed interface Row {
    /** 1 for the first line of the file. */
    long line();

    /** The text as it stands in the file; with replacement characters where it is not UTF-8. */
    String text();

    /** It reads like an entity; nothing of it was checked yet. */
    record Found(long line, String text, String kind, String externalId, ObjectNode traits) implements Row {}

    /** It cannot be read. */
    record Unreadable(long line, String text, String reason) implements Row {}
}
