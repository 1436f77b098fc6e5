/**
 * What a function tells of itself: lines of JSON for CloudWatch Logs, metrics in CloudWatch's embedded format, and the
 * X-Ray trace that each belongs to. Everything goes to the standard output, a line at a time; what a line may say is
 * decided by those who write it, and none of them writes payloads, headers, queries or secrets.
 */
package com.ingestlayer.telemetry;
