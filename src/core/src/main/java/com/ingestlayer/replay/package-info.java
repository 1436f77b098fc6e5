/**
 * Sends earlier deliveries again: stored events come in, and messages of a further run go to the deliveries queue under
 * the ids of the first run. Bodies are rendered again by the current pipelines.
 */
package com.ingestlayer.replay;
