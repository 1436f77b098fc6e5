/**
 * What is known of a user, a customer, an account: open traits under a kind and the caller's own id. Traits come in by the
 * entities API, which merges them, and go out to it and to {@code pipeline}'s enrich step, where a missing entity is no
 * error.
 */
package com.ingestlayer.entity;
