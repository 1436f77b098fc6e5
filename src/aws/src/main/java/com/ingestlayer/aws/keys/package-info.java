/**
 * Implements core's ports on the Keys table: API keys and webhook sources, which the ingress looks up and the CLI
 * manages. The table holds only hashes of keys and tokens. This package knows core, {@code aws.table} and {@code aws}.
 */
package com.ingestlayer.aws.keys;
