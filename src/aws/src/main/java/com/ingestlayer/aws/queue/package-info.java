/**
 * The deliveries queue and its dead-letter queue.
 */
package com.ingestlayer.aws.queue;
