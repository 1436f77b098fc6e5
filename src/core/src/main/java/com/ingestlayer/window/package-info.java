/**
 * How often something may happen within a window: what {@code dedupe} and {@code throttle} count in. Knows events by their
 * ids only.
 */
package com.ingestlayer.window;
