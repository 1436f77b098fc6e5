package com.ingestlayer.local.chaos;

/** An event that was answered 202. */
record Accepted(String id, EventKind kind) {}
