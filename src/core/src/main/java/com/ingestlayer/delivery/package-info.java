/**
 * The second stage: a message of the deliveries queue comes in, one signed POST goes out, and the attempt is recorded.
 * {@code RetryPolicy} alone decides what a failure leads to. Nothing here throws because of what a receiver does, and
 * nothing knows of {@code ingest} or {@code pipeline}.
 */
package com.ingestlayer.delivery;
