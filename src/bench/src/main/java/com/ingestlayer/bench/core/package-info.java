/** Measures core alone, without engines, HTTP or Lambda. It knows core's test path of one event, and JMH. */
package com.ingestlayer.bench.core;
