/**
 * Finds the stack that a command works on: in AWS by its CloudFormation outputs, or on this machine by its ports. Gives the
 * commands the ports of core, and calls nothing before they are used.
 */
package com.ingestlayer.cli.stack;
