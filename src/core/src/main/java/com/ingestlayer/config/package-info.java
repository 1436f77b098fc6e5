/**
 * Loads {@code infra/config}: the event declarations and the pipelines. A directory comes in; either its whole content
 * or the list of all its mistakes goes out. It never loads a part.
 */
package com.ingestlayer.config;
