/** Measures the packaged functions under the local Lambda host, beside peers that a user might have written instead. */
package com.ingestlayer.bench;
