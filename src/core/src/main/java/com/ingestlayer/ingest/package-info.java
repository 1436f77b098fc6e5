/**
 * The first stage: accepts requests. The bytes of a request and the credentials of its sender (a bearer key, or what a
 * webhook's source asks for) come in; events are checked, identified, run through the pipelines, queued and committed.
 * The row in the event store is written last, and the sender is answered after it. The package knows nothing of HTTP
 * beyond headers and the status that each outcome stands for.
 */
package com.ingestlayer.ingest;
