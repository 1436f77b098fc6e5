/** The commands that create, list, rotate and revoke API keys. A key is shown once and stored as its SHA-256. */
package com.ingestlayer.cli.keys;
