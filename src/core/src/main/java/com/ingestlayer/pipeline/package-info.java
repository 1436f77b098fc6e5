/**
 * What happens to an event between the door and the queue: which pipelines it matches, their steps, and the body each
 * destination gets. Events come in by the batch; rendered deliveries go out. Reads entities through one port and knows
 * nothing of queues or tables.
 */
package com.ingestlayer.pipeline;
