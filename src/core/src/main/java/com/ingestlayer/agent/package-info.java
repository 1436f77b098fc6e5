/**
 * Answers agents with what a pipeline made of their event: the event is accepted like every other, and the result is
 * returned at once. It queues and writes nothing itself.
 */
package com.ingestlayer.agent;
