/**
 * Stands where API Gateway's HTTP API stands in AWS: an HTTP request comes in, an event of payload format 2.0 goes to the
 * ingress function, and its answer goes back.
 */
package com.ingestlayer.local.front;
