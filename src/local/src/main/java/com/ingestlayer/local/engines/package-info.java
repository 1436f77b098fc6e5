/**
 * DynamoDB Local and ElasticMQ, embedded: the engines behind the functions on a laptop, with the tables and queues that
 * template.yaml makes in AWS, and a proxy that can stand between the two and misbehave.
 */
package com.ingestlayer.local.engines;
