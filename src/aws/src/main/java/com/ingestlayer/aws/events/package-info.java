/**
 * The Events table: accepted events, their deliveries and attempts, and bodies that are too large for the queue.
 */
package com.ingestlayer.aws.events;
