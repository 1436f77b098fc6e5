/**
 * Deliveries that failed for the last time: shown, sent again, deleted. What changes anything is counted and confirmed first,
 * and touches only what was counted.
 */
package com.ingestlayer.cli.deadletters;
