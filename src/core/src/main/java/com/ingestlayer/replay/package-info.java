/**
 * Sends what was sent before once more: stored events come in, messages of a further run go to the deliveries queue, under the
 * ids of the first one. Bodies are made anew, by the pipelines as they are now.
 */
package com.ingestlayer.replay;
