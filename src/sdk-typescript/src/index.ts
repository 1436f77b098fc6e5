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

/** The options that {@link configure} set. */
let defaults: ClientOptions = {};

/**
 * Sets options for all later calls of {@link ingest} and {@link ingestBatch}. Options that are not given keep their value.
 *
 * @throws IngestError `not_configured` when the endpoint ends in `/v1/ingest`, which the client adds itself
 */
export function configure(options: ClientOptions): void {
  refuseRoute(options.endpoint);
  defaults = { ...defaults, ...options };
}

/**
 * Sends one event, and retries until it is accepted, refused, or out of time. All attempts carry the same idempotency key, so
 * the stack accepts the event once.
 *
 * @param type the type of the event, such as `feature.used`
 * @param payload is serialized at once; later changes have no effect
 * @returns the result, once the event is stored and all its deliveries are queued
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
 * Sends any number of events, in requests of up to 500 events and 4 MiB, one after the other. A request is accepted whole or
 * not at all. Time limits and retries apply to each request.
 *
 * @returns the results, in the order of the events
 * @throws IngestError whose `accepted` holds the results of the first events, which were accepted before the error; the paths
 *     of its details count from the start of the list too
 */
export function ingestBatch<T extends EventType>(
  events: readonly IngestEvent<T>[],
  options: { signal?: AbortSignal | undefined } = {},
): Promise<IngestResult[]> {
  return sendAll(defaults, events, options.signal);
}
