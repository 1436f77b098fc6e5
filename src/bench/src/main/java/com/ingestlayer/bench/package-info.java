/**
 * Measures the packaged functions under the local Lambda host, beside peers that a user might have written instead,
 * and computes what a million events cost. It may know everything, and nothing knows it.
 */
package com.ingestlayer.bench;
