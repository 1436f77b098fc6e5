/**
 * Calls of AWS services that speak AWS JSON, without the AWS SDK: its clients are most of a cold start and of a zip
 * (infra/decisions/0010). Requests and answers are JSON trees, as the services' API references show them.
 */
package com.ingestlayer.aws.api;
