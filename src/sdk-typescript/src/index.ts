/**
 * Sends events to an Ingestlayer stack.
 *
 * @packageDocumentation
 */
import { sendAll } from "./batch.js";
import type { IngestResult } from "./error.js";
import type { IngestOptions } from "./event.js";
import type { EventType, IngestEvent, Payload } from "./events.js";
import { type ClientOptions, refuseRoute } from "./options.js";
import { sendOne } from "./single.js";

export { type Client, createClient, type CreateClientOptions } from "./client.js";
export { type Detail, IngestError, type IngestResult } from "./error.js";
export type { IngestOptions } from "./event.js";
export type { Events, EventType, IngestEvent, Payload, Settings } from "./events.js";
export type { BatchOptions, ClientOptions } from "./options.js";

/** What {@link configure} set. */
let defaults: ClientOptions = {};

/**
 * Sets options of {@link ingest} and {@link ingestBatch}, for the calls that follow. What is left out stays as it is.
 *
 * @throws IngestError `not_configured` when the endpoint ends in `/v1/ingest`, which is added to it
 */
export function configure(options: ClientOptions): void {
  refuseRoute(options.endpoint);
  defaults = { ...defaults, ...options };
}

/**
 * Sends one event, again and again until it is accepted, refused, or out of time. Each try carries the same idempotency
 * key, so that the stack takes the event once.
 *
 * @param type what happened, such as `feature.used`
 * @param payload sent as it is now; later changes are not seen
 * @returns once the event is stored and everything that is to be delivered is queued
 * @throws IngestError in every other case
 * @example
 * await ingest("feature.used", { user_id: "u_42", feature: "csv.export", count: 1 });
 */
export function ingest<T extends EventType>(
  type: T,
  payload: Payload<T>,
  options?: IngestOptions,
): Promise<IngestResult> {
  return sendOne(defaults, type, payload, options);
}

/**
 * Sends any number of events, in requests of up to 500 and 4 MiB, one after the other. A request is taken whole or not at
 * all. Options hold for each request.
 *
 * @returns their results, in the order given
 * @throws IngestError whose `accepted` has the results of the events that were accepted before, at the start of the list;
 *     the details' paths count from the start of the list too
 */
export function ingestBatch<T extends EventType>(
  events: readonly IngestEvent<T>[],
  options: { signal?: AbortSignal | undefined } = {},
): Promise<IngestResult[]> {
  return sendAll(defaults, events, options.signal);
}
