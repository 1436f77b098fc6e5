/**
 * Core's ports on DynamoDB, SQS and the Systems Manager parameter store. Every class is thread-safe and takes its client
 * by constructor; whatever fails leaves here as {@link com.ingestlayer.UnavailableException} or
 * {@link com.ingestlayer.ServiceRefusalException}.
 */
package com.ingestlayer.aws;
