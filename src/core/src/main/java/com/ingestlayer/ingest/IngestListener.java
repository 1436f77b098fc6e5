package com.ingestlayer.ingest;

/** Is told what became of each event, for operators to see. Never throws. Thread-safe. */
public interface IngestListener {
    /** Told once for each event of a request, when all of them are safe and before the sender is answered. */
    void taken(IngestOutcome event);
}
