/**
 * The first stage: a request's bytes and the proof of its sender come in (a bearer key, or what a webhook's source asks
 * for); events are checked, identified, run through the pipelines, queued and committed. The row in the event log is
 * written last and the answer is given after it. Knows nothing of HTTP beyond its headers and the status each outcome
 * stands for.
 */
package com.ingestlayer.ingest;
