/**
 * Runs function packages as AWS Lambda does: one process for each invocation under way, spoken to over the Lambda Runtime
 * API. An event's bytes come in, the function's answer goes out. Knows nothing of what the functions do.
 */
package com.ingestlayer.local.lambda;
