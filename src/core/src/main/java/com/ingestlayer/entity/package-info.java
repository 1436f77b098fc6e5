/**
 * What is known about a user, a customer or an account: freely chosen traits under a kind and the caller's own id.
 * Traits come in through the entities API, which merges them, and go out to that API and to the steps of
 * {@code pipeline}, for which a missing entity is not an error. The table is behind ports.
 */
package com.ingestlayer.entity;
