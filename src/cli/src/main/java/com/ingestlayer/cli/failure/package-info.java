/**
 * How commands fail: with an exit code and a message of one line, which explains exceptions of AWS and contains neither a
 * stack trace nor a secret.
 */
package com.ingestlayer.cli.failure;
