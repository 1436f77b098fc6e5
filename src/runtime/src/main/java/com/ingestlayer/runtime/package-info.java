/**
 * A Lambda runtime for a function's jars on a laptop and in tests; in AWS, the managed Java runtime takes its place. Events come in
 * over the Lambda Runtime API, a handler's answers go out there. It knows nothing of what the handler does, and needs nothing beside
 * the JDK and Lambda's interfaces.
 */
package com.ingestlayer.runtime;
