package com.ingestlayer.ingest;

/** Receives the outcome of each event, for operators to see. Implementations never throw and are thread-safe. */
public interface IngestListener {
    /** Called once for each event of a request, after all of them are committed and before the sender is answered. */
    void taken(IngestOutcome event);
}
