/**
 * The second stage: a message of the deliveries queue comes in, one signed POST goes out, and the attempt is recorded.
 * One place ({@code RetryPolicy}) says what a failure means. Never throws for what a receiver does.
 */
package com.ingestlayer.delivery;
