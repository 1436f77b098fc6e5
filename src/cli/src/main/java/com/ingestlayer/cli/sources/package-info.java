/** Sources of webhooks: their URLs are made here and shown once; their secrets go into the parameter store. */
package com.ingestlayer.cli.sources;
