/**
 * The whole stack on a laptop, in the foreground of one command: embedded engines, the two functions from the very zips
 * that AWS would get, and what stands around them. The end-to-end tests run on the same {@link LocalStack}.
 */
package com.ingestlayer.local;
