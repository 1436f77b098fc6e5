/**
 * The commands that manage sources of webhooks. The URL of a source is generated here and shown once; its secret is stored in
 * the SSM parameter store.
 */
package com.ingestlayer.cli.sources;
