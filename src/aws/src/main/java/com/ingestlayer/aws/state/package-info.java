/**
 * The State table: rate limits, and the counters of {@code dedupe} and {@code throttle}.
 */
package com.ingestlayer.aws.state;
