/**
 * The foundation of every adapter of a DynamoDB table: calls with their retries, the names and schemas of the tables,
 * and indexes that are spread over several partitions. It knows nothing of what the tables hold, apart from their
 * keys.
 */
package com.ingestlayer.aws.table;
