import { sendAll } from "./batch.js";
import { buffer } from "./buffer.js";
import type { IngestResult } from "./error.js";
import type { IngestOptions } from "./event.js";
import type { EventType, IngestEvent, Payload } from "./events.js";
import { type BatchOptions, type ClientOptions, refuseRoute } from "./options.js";
import { sendOne } from "./single.js";

/** Options of a client of its own. */
export interface CreateClientOptions extends ClientOptions {
  /** Gathers what {@link Client.ingest} is given and sends it in batches. Left out, each event is a request. */
  batch?: BatchOptions | undefined;
}

/** Sends to one stack. Its functions may be taken apart from it. The API key cannot be read from it. */
export interface Client {
  /** As the package's own `ingest`; with `batch`, resolves once the batch that the event went with is accepted. */
  ingest<T extends EventType>(this: void, type: T, payload: Payload<T>, options?: IngestOptions): Promise<IngestResult>;

  /** As the package's own `ingestBatch`; sends at once, past what is gathered. */
  ingestBatch<T extends EventType>(
    this: void,
    events: readonly IngestEvent<T>[],
    options?: { signal?: AbortSignal | undefined },
  ): Promise<IngestResult[]>;

  /**
   * Sends what was gathered. Resolves when each event that was given before is accepted or rejected; never rejects.
   * Without `batch` there is nothing to send.
   */
  flush(this: void): Promise<void>;

  /** Flushes, and with `batch` takes no more events: `ingest` rejects with the code `closed`. */
  close(this: void): Promise<void>;
}

/**
 * Makes a client with options of its own, which are not those of `configure`.
 *
 * @throws IngestError `not_configured` when the endpoint ends in `/v1/ingest`, which is added to it
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
