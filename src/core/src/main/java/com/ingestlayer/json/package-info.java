/**
 * Reads JSON strictly and writes it compactly. Unchecked text comes in; a tree without duplicate keys, NUL characters
 * or unpaired surrogates, and with at most {@link StrictJson#MAX_DEPTH} levels, goes out. It never binds JSON to
 * classes, so nothing here needs reflection in a native image, and it knows nothing of the other packages except the
 * helpers in the root package.
 */
package com.ingestlayer.json;
