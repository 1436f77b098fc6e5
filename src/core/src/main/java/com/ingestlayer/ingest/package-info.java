/**
 * The first stage: a request's bytes and its bearer key come in; events are checked, identified, run through the
 * pipelines, queued and committed. The row in the event log is written last and the answer is given after it. Knows
 * nothing of HTTP beyond the status each outcome stands for.
 */
package com.ingestlayer.ingest;
