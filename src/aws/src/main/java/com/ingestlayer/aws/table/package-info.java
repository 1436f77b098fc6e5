/**
 * What every adapter of a DynamoDB table stands on: requests with their retries, the names and schemas of the tables, and indexes
 * that are spread over several partitions.
 */
package com.ingestlayer.aws.table;
