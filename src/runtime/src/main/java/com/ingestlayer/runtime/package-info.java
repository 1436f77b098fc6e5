/**
 * A Lambda runtime that runs a function's jars on a laptop and in tests; in AWS, the managed Java runtime does this.
 * Events arrive through the Lambda Runtime API, and the handler's answers go back there. It knows nothing about the
 * handler, and needs nothing besides the JDK and Lambda's interfaces.
 */
package com.ingestlayer.runtime;
