package com.ingestlayer.local.faults;

/** An event that was answered 202. */
record Accepted(String id, EventKind kind) {}
