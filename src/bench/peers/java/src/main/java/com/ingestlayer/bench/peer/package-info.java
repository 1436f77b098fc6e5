/**
 * The two functions as a user would write them by hand, for one event type and one pipeline: the AWS SDK, Jackson and the
 * JDK. The benchmark runs them beside ours; nothing of ours is used here.
 */
package com.ingestlayer.bench.peer;
