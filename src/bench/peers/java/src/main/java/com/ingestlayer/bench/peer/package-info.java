/**
 * The two functions as a user would write them by hand for one event type and one pipeline, with the AWS SDK, Jackson
 * and the JDK. The benchmark runs them beside ours. They use none of our code.
 */
package com.ingestlayer.bench.peer;
