/**
 * Implements core's ports on the Events table: accepted events, delivery records with their attempts, dead
 * deliveries, and bodies that are too large for the queue. This package knows core and {@code aws.table}.
 */
package com.ingestlayer.aws.events;
