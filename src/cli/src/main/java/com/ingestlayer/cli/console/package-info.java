/**
 * What all commands share: the global options, options that several commands take, the output as a table or JSON, the messages
 * of failures, and the access to the process around the command. Knows no command.
 */
package com.ingestlayer.cli.console;
