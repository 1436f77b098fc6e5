/**
 * The stack a command works on: in AWS, found by its CloudFormation outputs, or on this machine, found by its ports. Hands
 * core's ports to the commands; calls nothing before they are used.
 */
package com.ingestlayer.cli.stack;
