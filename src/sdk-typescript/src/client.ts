import { sendAll } from "./batch.js";
import { buffer } from "./buffer.js";
import type { IngestResult } from "./error.js";
import type { IngestOptions } from "./event.js";
import type { EventType, IngestEvent, Payload } from "./events.js";
import { type BatchOptions, type ClientOptions, refuseRoute } from "./options.js";
import { sendOne } from "./single.js";

/** Options of a separate client. */
export interface CreateClientOptions extends ClientOptions {
  /** Collects the events of {@link Client.ingest} and sends them in batches. Without it, each event is one request. */
  batch?: BatchOptions | undefined;
}

/** A client for one stack. Its functions work without the object. The API key cannot be read from it. */
export interface Client {
  /** Works like the `ingest` of the package; with `batch`, resolves when the batch of the event is accepted. */
  ingest<T extends EventType>(this: void, type: T, payload: Payload<T>, options?: IngestOptions): Promise<IngestResult>;

  /** Works like the `ingestBatch` of the package; sends at once, ahead of collected events. */
  ingestBatch<T extends EventType>(
    this: void,
    events: readonly IngestEvent<T>[],
    options?: { signal?: AbortSignal | undefined },
  ): Promise<IngestResult[]>;

  /**
   * Sends the collected events. Resolves when every earlier event is accepted or rejected; never rejects. Without `batch`
   * there is nothing to send.
   */
  flush(this: void): Promise<void>;

  /** Flushes. With `batch`, the client then accepts no more events: `ingest` rejects with the code `closed`. */
  close(this: void): Promise<void>;
}

/**
 * Creates a client with its own options, which `configure` does not affect.
 *
 * @throws IngestError `not_configured` when the endpoint ends in `/v1/ingest`, which the client adds itself
 */
export function createClient({ batch, ...options }: CreateClientOptions = {}): Client {
  refuseRoute(options.endpoint);
  const ingestBatch: Client["ingestBatch"] = (events, { signal } = {}) => sendAll(options, events, signal);
  if (!batch) {
    const nothing = () => Promise.resolve();
    return { ingest: (...event) => sendOne(options, ...event), ingestBatch, flush: nothing, close: nothing };
  }
  const { add, flush, close } = buffer(options, batch);
  return { ingest: add, ingestBatch, flush, close };
}
