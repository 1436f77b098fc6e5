/**
 * The message that carries one delivery from ingestion to delivery, and the queue between them. It is the only thing
 * that the two stages share, and it knows neither of them.
 */
package com.ingestlayer.dispatch;
