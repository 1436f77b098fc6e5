/**
 * The commands that show, redrive and purge dead letters. A command that changes the queue counts the messages and asks first,
 * and changes only the messages that it counted.
 */
package com.ingestlayer.cli.deadletters;
