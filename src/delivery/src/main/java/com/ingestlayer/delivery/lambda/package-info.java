/**
 * Lambda 2. An SQS event comes in, core's deliverer is called once, and the ids of the messages that must stay go out as a
 * partial batch response. Lambda's forms, Quarkus and the HTTP client end in this package.
 */
package com.ingestlayer.delivery.lambda;
