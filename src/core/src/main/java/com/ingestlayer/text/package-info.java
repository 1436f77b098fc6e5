/**
 * Finds phrases in texts, shortens texts and replaces parts of them, by fixed rules. Texts come in and go out; the
 * package knows nothing else.
 */
package com.ingestlayer.text;
