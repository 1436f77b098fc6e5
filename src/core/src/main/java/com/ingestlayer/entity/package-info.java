/**
 * What is known of a user, a customer, an account: open traits under a kind and the caller's own id. Goes out to
 * {@code pipeline}'s enrich step; a missing entity is no error.
 */
package com.ingestlayer.entity;
