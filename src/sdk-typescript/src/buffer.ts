import { countFitting, MAX_BYTES, MAX_EVENTS, weight } from "./batch.js";
import { deliver, type Entry } from "./deliver.js";
import { IngestError, type IngestResult } from "./error.js";
import { type IngestOptions, prepare, type Prepared } from "./event.js";
import type { IngestEvent } from "./events.js";
import { isPage, onEnd } from "./lifetime.js";
import type { BatchOptions, ClientOptions } from "./options.js";

/** The limit for all keepalive requests of a page together: 64 KiB (Fetch, section 4.6), minus room for headers. */
const KEEPALIVE_BYTES = 60 * 1024;

/** The bytes in flight in keepalive requests of all clients in the page. */
let keepaliveBytes = 0;

/** Collects the events of many calls and sends them in batches, one after the other. */
export interface Buffer {
  add(this: void, type: string, payload: unknown, options?: IngestOptions): Promise<IngestResult>;
  flush(this: void): Promise<void>;
  close(this: void): Promise<void>;
}

export function buffer(options: ClientOptions, batch: BatchOptions): Buffer {
  const { maxDelayMs = 1_000, maxQueue = 10_000, onError } = batch;
  const maxEvents = Math.min(batch.maxEvents ?? 100, MAX_EVENTS);
  /** The events that are not sent yet. The first `due` of them are to be sent now. */
  const waiting: Entry[] = [];
  let due = 0;
  const unsettled = new Map<Entry, Promise<IngestResult>>();
  let sending = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let forgetEnd: (() => void) | undefined;
  let closed = false;

  const add: Buffer["add"] = (type, payload, { signal, ...rest } = {}) => {
    const event = { type, payload, ...rest };
    let prepared: Prepared | undefined;
    const result = (async () => {
      prepared = prepare(event);
      refuse(prepared, signal);
      return enqueue(prepared, signal);
    })();
    if (onError) {
      result.catch((error: unknown) => {
        onError(error as IngestError, (prepared ? JSON.parse(prepared.json) : event) as IngestEvent);
      });
    }
    return result;
  };

  function refuse({ key }: Prepared, signal: AbortSignal | undefined): void {
    if (signal?.aborted) {
      throw refusal(key, "aborted", "The call was aborted.");
    }
    if (closed) {
      throw refusal(key, "closed", "The client is closed.");
    }
    if (unsettled.size >= maxQueue) {
      throw refusal(key, "queue_full", `${maxQueue} events wait to be accepted already.`);
    }
  }

  function enqueue(prepared: Prepared, signal: AbortSignal | undefined): Promise<IngestResult> {
    let entry!: Entry;
    const result = new Promise<IngestResult>((resolve, reject) => {
      const abort = () => {
        const place = waiting.indexOf(entry);
        if (place >= 0) {
          waiting.splice(place, 1);
          due -= place < due ? 1 : 0;
        }
        entry.settle(refusal(prepared.key, "aborted", "The call was aborted."));
      };
      signal?.addEventListener("abort", abort);
      const settle = (outcome: IngestResult | IngestError) => {
        signal?.removeEventListener("abort", abort);
        if (unsettled.delete(entry) && unsettled.size === 0) {
          forgetEnd?.();
          forgetEnd = undefined;
        }
        if (outcome instanceof IngestError) {
          reject(outcome);
        } else {
          resolve(outcome);
        }
      };
      entry = { ...prepared, settle };
    });
    unsettled.set(entry, result);
    forgetEnd ??= onEnd(end);
    if (waiting.push(entry) >= maxEvents) {
      sendWaiting();
    } else {
      timer ??= later(sendWaiting, maxDelayMs);
    }
    return result;
  }

  function sendWaiting(): void {
    clearTimeout(timer);
    timer = undefined;
    due = waiting.length;
    void sendDue();
  }

  async function sendDue(): Promise<void> {
    if (!sending) {
      sending = true;
      while (due > 0) {
        await sendNext();
      }
      sending = false;
    }
  }

  async function sendNext(): Promise<void> {
    const entries = waiting.splice(0, countFitting(waiting, maxEvents, isPage() ? KEEPALIVE_BYTES : MAX_BYTES));
    due = Math.max(0, due - entries.length);
    const bytes = entries.reduce((sum, entry) => sum + weight(entry), 0);
    const keepalive = isPage() && keepaliveBytes + bytes <= KEEPALIVE_BYTES;
    keepaliveBytes += keepalive ? bytes : 0;
    await deliver(options, entries, keepalive);
    keepaliveBytes -= keepalive ? bytes : 0;
  }

  /** Sends everything now: a page that is closing cannot send later what still waits for its turn. */
  function end(): void {
    sendWaiting();
    while (isPage() && waiting.length > 0) {
      void sendNext();
    }
  }

  const flush = async () => {
    sendWaiting();
    await Promise.allSettled(unsettled.values());
  };
  const close = () => {
    closed = true;
    return flush();
  };
  return { add, flush, close };
}

function refusal(key: string, code: string, message: string): IngestError {
  return new IngestError({ code, message, retryable: code !== "closed", idempotencyKeys: [key] });
}

/** Starts a timer that does not keep Node.js running: at the end of the process, all waiting events are sent at once. */
function later(action: () => void, ms: number): ReturnType<typeof setTimeout> {
  const timer = setTimeout(action, ms);
  (timer as { unref?: () => void }).unref?.();
  return timer;
}
