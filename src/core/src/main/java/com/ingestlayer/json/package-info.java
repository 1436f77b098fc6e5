/**
 * Reads JSON strictly and writes it compactly. What comes in is text nobody has checked yet; what goes out is a tree that
 * holds no duplicate keys, no NUL, no unpaired surrogates and no more than {@link StrictJson#MAX_DEPTH} levels. Never
 * binds JSON to classes, so nothing here needs reflection in a native image.
 */
package com.ingestlayer.json;
