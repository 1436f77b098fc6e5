/**
 * The command that replays deliveries: it selects them, asks for confirmation, writes the plan file and shows the progress. The
 * search and the run itself are in {@code com.ingestlayer.replay} of core.
 */
package com.ingestlayer.cli.replay;
