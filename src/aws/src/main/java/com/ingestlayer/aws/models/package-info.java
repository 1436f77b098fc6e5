/**
 * Implements core's port for language models on Amazon Bedrock. Each question becomes one call; questions that are
 * not answered in time, or at all, are missing from the result. This package knows core, {@code aws} and SmallRye
 * Fault Tolerance. It never logs a text or an answer.
 */
package com.ingestlayer.aws.models;
