/**
 * How a command fails: exit codes, and messages of one line. Knows what AWS's exceptions mean; never holds a stack trace or
 * a secret.
 */
package com.ingestlayer.cli.failure;
