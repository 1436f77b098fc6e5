/**
 * The clients of AWS, their time-outs and retries, and the translation of their failures into {@link
 * com.ingestlayer.UnavailableException} and {@link com.ingestlayer.ServiceRefusalException}. The packages below
 * implement core's ports with them, sorted by resource. Everything here may know core, telemetry and the AWS SDK, and
 * nothing of Lambda or Quarkus; only {@link com.ingestlayer.aws.FunctionWiring} uses CDI injection.
 */
package com.ingestlayer.aws;
