/**
 * The {@code ingestlayer} command for developers and operators. Arguments come in; what was asked for goes to standard
 * output, everything else to standard error, and the exit code says how it went. Each resource has a package of its own;
 * {@code stack} finds what they work on.
 */
package com.ingestlayer.cli;
