/**
 * Loads {@code infra/config}: the event declarations and the pipelines. A directory comes in; either everything in it, or
 * the list of all its mistakes, goes out. Never loads a part.
 */
package com.ingestlayer.config;
