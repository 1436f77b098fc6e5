/**
 * Lambda 1. An API Gateway HTTP API event (payload format 2.0) comes in, core is called once (its ingestion, the
 * entities, the archive), and its result goes out as an HTTP answer. Lambda's and API Gateway's forms end in this package.
 */
package com.ingestlayer.ingress;
