/**
 * Implements core's ports on the Events table: accepted events, delivery records with their attempts, dead
 * deliveries, and bodies that are too large for the queue. This package knows core, {@code aws.table} and {@code aws}.
 */
package com.ingestlayer.aws.events;
