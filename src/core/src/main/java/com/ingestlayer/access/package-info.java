/**
 * Who may send: API keys, their scopes and their rate limits.
 */
package com.ingestlayer.access;
