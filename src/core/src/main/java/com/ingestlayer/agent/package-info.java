/**
 * Answers agents with what a pipeline made of their event: the event is taken as every other, and what became of it is told at
 * once. Queues and writes nothing of its own.
 */
package com.ingestlayer.agent;
