/**
 * The port to a language model: questions of pipeline steps go out, answers come in. It knows nothing of events,
 * pipelines or the service behind it.
 */
package com.ingestlayer.model;
