/**
 * The destinations of pipelines: the configuration of each kind as pure data, and its retry schedule. Each kind has its
 * own package. YAML values come in and destinations go out; nothing here sends anything or knows a secret.
 */
package com.ingestlayer.destination;
