/**
 * Authentication and limits: API keys, their scopes and their rate limits. An {@code Authorization} header comes in;
 * the key it names goes out, or a refusal. Keys are known by their hashes only; the tables are behind ports.
 */
package com.ingestlayer.access;
