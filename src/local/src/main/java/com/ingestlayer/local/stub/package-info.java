/** Engines that answer at once and keep nothing: for measuring a function without them, and for counting what it asks. */
package com.ingestlayer.local.stub;
