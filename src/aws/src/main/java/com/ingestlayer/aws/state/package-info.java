/**
 * Implements core's ports on the State table: rate limits, and the counters of {@code dedupe} and {@code throttle}.
 * This package knows core and {@code aws.table}.
 */
package com.ingestlayer.aws.state;
