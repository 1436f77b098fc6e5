/**
 * The delivery function. It receives an SQS event, calls core's deliverer once, and returns the ids of the messages
 * that must stay in the queue as a partial batch response. It may know core, aws, telemetry, Lambda, Quarkus and the
 * HTTP client, and keeps the last three to itself.
 */
package com.ingestlayer.delivery.lambda;
