/**
 * Implements core's ports for entities on the Entities table: reads for pipelines, and conditional writes for the
 * API. This package knows core's {@code entity} package and {@code aws.table}.
 */
package com.ingestlayer.aws.entities;
