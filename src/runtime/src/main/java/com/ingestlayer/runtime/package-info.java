/**
 * A Lambda runtime for packages that bring their own Java. Events come in over the Lambda Runtime API, a handler's answers go out
 * there. Knows nothing of what the handler does, and needs nothing beside the JDK and Lambda's interfaces.
 */
package com.ingestlayer.runtime;
