import { indexOf, letter, moved } from "./batch.js";
import { type IngestError, type IngestResult, retold } from "./error.js";
import type { Prepared } from "./event.js";
import { type ClientOptions, connect } from "./options.js";
import { post } from "./post.js";

/** An event that somebody waits for. */
export interface Entry extends Prepared {
  settle(this: void, outcome: IngestResult | IngestError): void;
}

/**
 * Sends a batch of events that belong to different callers, and settles each. The stack takes a batch whole or not at
 * all, so when some events are to blame, the others are sent again without them, under the same keys.
 */
export async function deliver(options: ClientOptions, entries: readonly Entry[], keepalive: boolean): Promise<void> {
  try {
    const results = await post(connect(options), { ...letter(entries), keepalive });
    results.forEach((result, i) => entries[i]?.settle(result));
  } catch (error) {
    const refusal = error as IngestError;
    const named = new Set(refusal.details.map(({ path }) => indexOf(path)));
    const innocent = entries.filter((_, i) => !named.has(i));
    const mayBeParted = entries.length > 1 && (refusal.status === 400 || refusal.status === 413);
    entries.forEach((entry, i) => {
      if (!mayBeParted || named.has(i)) {
        entry.settle(ofOne(refusal, entry, i));
      }
    });
    if (mayBeParted) {
      // Where nobody is named, each half is better than the whole.
      const half = innocent.length < entries.length ? innocent.length : Math.ceil(entries.length / 2);
      for (const part of [innocent.slice(0, half), innocent.slice(half)]) {
        if (part.length) {
          await deliver(options, part, keepalive);
        }
      }
    }
  }
}

/** A batch's error, as if the event had been sent by itself. */
function ofOne(error: IngestError, { key }: Prepared, index: number): IngestError {
  const details = error.details.filter(({ path }) => (indexOf(path) ?? index) === index);
  return retold(error, {
    details: details.map(({ path, message }) => ({ path: moved(path, "$"), message })),
    idempotencyKeys: [key],
  });
}
