/**
 * Compares what two functions did for the same event: their calls to the engines, their requests to the receiver, and
 * their answers. It turns recorded exchanges into differences in words, and runs nothing.
 */
package com.ingestlayer.bench.peers;
