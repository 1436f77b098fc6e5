/**
 * Refs, conditions and templates, and their evaluation against a {@link com.ingestlayer.expression.Scope}. YAML values
 * come in; immutable expressions go out. The package knows nothing of pipelines, steps or destinations.
 */
package com.ingestlayer.expression;
