/**
 * Holds what two functions did for the same event against each other: what they asked of the engines, what they sent to
 * the receiver, what they answered. Recorded exchanges come in, differences in words go out; nothing is run here.
 */
package com.ingestlayer.bench.peers;
