/**
 * What every command shares: the options, the output as a table or JSON, how failures are told, and what is taken from the
 * process around it. Knows no command.
 */
package com.ingestlayer.cli.console;
