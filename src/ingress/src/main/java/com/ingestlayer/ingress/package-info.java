/**
 * The ingress function. It receives an API Gateway HTTP API event (payload format 2.0), calls core once (its
 * ingestion, entities or history), and returns the result as an HTTP answer. It may know core, aws, telemetry, Lambda
 * and Quarkus, and keeps the formats of Lambda and API Gateway to itself.
 */
package com.ingestlayer.ingress;
