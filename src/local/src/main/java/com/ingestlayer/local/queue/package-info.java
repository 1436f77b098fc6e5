/**
 * Stands where Lambda's event source mapping stands in AWS: batches of messages come from the deliveries queue, the
 * delivery function is called, and what it did not report as failed is deleted.
 */
package com.ingestlayer.local.queue;
