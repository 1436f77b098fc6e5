/**
 * Who may send webhooks: sources, how each proves itself, and how its requests become events.
 */
package com.ingestlayer.source;
