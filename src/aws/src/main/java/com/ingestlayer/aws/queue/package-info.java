/**
 * Implements core's ports on SQS: the deliveries queue, the scheduling of retries, and the dead-letter queue. This
 * package knows core, telemetry's trace header and the clients of {@code aws}.
 */
package com.ingestlayer.aws.queue;
