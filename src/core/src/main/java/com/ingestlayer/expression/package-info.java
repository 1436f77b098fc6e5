/**
 * Refs, conditions and templates, evaluated against a {@link com.ingestlayer.expression.Scope}. It knows nothing of pipelines,
 * steps or destinations.
 */
package com.ingestlayer.expression;
