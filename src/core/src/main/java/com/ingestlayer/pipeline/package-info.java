/**
 * What happens to an event between the door and the queue: which pipelines it matches, their steps, and the body each
 * destination gets; and what a pipeline's file says of a destination: where it is, its proof, its headers, its schedule.
 * Events come in by the batch; rendered deliveries go out. Reads entities through one port, calls no queue and no table.
 */
package com.ingestlayer.pipeline;
