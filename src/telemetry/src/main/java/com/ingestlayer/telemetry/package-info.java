/**
 * The telemetry of a function: JSON lines for CloudWatch Logs, metrics in CloudWatch's embedded format, and the X-Ray
 * trace that each line belongs to; and the environment variables that configure a function. Everything goes to the
 * standard output, one line at a time. The callers decide what a line contains, and none of them writes payloads,
 * headers, queries or secrets.
 */
package com.ingestlayer.telemetry;
