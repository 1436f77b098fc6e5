import { indexOf, requestOf, rebased } from "./batch.js";
import { type IngestError, type IngestResult, withChanges } from "./error.js";
import type { Prepared } from "./event.js";
import { type ClientOptions, connect } from "./options.js";
import { post } from "./post.js";

/** An event whose caller waits for the outcome. */
export interface Entry extends Prepared {
  settle(this: void, outcome: IngestResult | IngestError): void;
}

/**
 * Sends a batch with events of different callers, and settles each event. The stack accepts a batch whole or not at all, so
 * when some events are invalid, the others are sent again without them, under the same keys.
 */
export async function deliver(options: ClientOptions, entries: readonly Entry[], keepalive: boolean): Promise<void> {
  try {
    const results = await post(connect(options), { ...requestOf(entries), keepalive });
    results.forEach((result, i) => entries[i]?.settle(result));
  } catch (error) {
    const refusal = error as IngestError;
    const named = new Set(refusal.details.map(({ path }) => indexOf(path)));
    const valid = entries.filter((_, i) => !named.has(i));
    const canSplit = entries.length > 1 && (refusal.status === 400 || refusal.status === 413);
    entries.forEach((entry, i) => {
      if (!canSplit || named.has(i)) {
        entry.settle(errorOfEvent(refusal, entry, i));
      }
    });
    if (canSplit) {
      // When the stack names no event, the two halves are sent separately.
      const half = valid.length < entries.length ? valid.length : Math.ceil(entries.length / 2);
      for (const part of [valid.slice(0, half), valid.slice(half)]) {
        if (part.length) {
          await deliver(options, part, keepalive);
        }
      }
    }
  }
}

/** Converts the error of a batch to the error that the event would have got in a request of its own. */
function errorOfEvent(error: IngestError, { key }: Prepared, index: number): IngestError {
  const details = error.details.filter(({ path }) => (indexOf(path) ?? index) === index);
  return withChanges(error, {
    details: details.map(({ path, message }) => ({ path: rebased(path, "$"), message })),
    idempotencyKeys: [key],
  });
}
