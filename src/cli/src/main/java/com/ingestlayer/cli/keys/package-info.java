/** API keys: made here, shown once, kept as their SHA-256. */
package com.ingestlayer.cli.keys;
