/**
 * The Keys table: API keys and sources of webhooks, looked up by the ingress and managed by the CLI.
 */
package com.ingestlayer.aws.keys;
