/**
 * Amazon Bedrock behind the port of language models. Questions come in, one request each goes out; what was not
 * answered in time, or at all, is missing. Never writes a text or an answer to a log.
 */
package com.ingestlayer.aws.models;
