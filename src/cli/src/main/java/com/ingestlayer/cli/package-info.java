/**
 * The {@code ingestlayer} command for developers and operators. Results go to standard output, all other messages go to standard
 * error, and the exit code tells the outcome. The commands of each resource have a package of their own; {@code stack} finds
 * the stack that they work on.
 */
package com.ingestlayer.cli;
