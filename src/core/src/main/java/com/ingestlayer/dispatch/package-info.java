/**
 * The message that carries one delivery from the stage that accepts events to the stage that sends, and the queue between them. It is
 * all that the two stages share.
 */
package com.ingestlayer.dispatch;
