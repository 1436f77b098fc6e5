/**
 * DynamoDB Local and ElasticMQ, embedded: the engines behind the functions on a laptop, with the tables and queues that
 * template.yaml makes in AWS.
 */
package com.ingestlayer.local.engines;
