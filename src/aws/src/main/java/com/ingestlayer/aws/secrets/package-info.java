/**
 * Implements core's ports for secrets on the parameter store of Systems Manager. It caches secrets in memory, and
 * never logs a value.
 */
package com.ingestlayer.aws.secrets;
