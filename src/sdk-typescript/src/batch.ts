import { type IngestError, type IngestResult, retold } from "./error.js";
import { type IngestOptions, prepare, type Prepared } from "./event.js";
import { type ClientOptions, connect } from "./options.js";
import { type Letter, post } from "./post.js";

/** How many events one request takes. */
export const MAX_EVENTS = 500;

/**
 * How many bytes one request has at most, measured as Lambda is given it: as a JSON string, in which each quote and backslash
 * takes two. Lambda takes 6 MiB with API Gateway's event around it, so a request of this size fits whatever is in it.
 */
export const MAX_BYTES = 4 * 1024 * 1024;

const BRACKETS = JSON.stringify('{"events":[]}').length;

const utf8 = new TextEncoder();

/** The bytes of an event in a body that Lambda is given, and of the comma after it. */
export function weight({ json }: Prepared): number {
  return utf8.encode(JSON.stringify(json)).length - 1;
}

/** How many of the events at the start go into one request: at least one, however large it is. */
export function fitting(events: readonly Prepared[], maxEvents: number, maxBytes: number): number {
  let bytes = BRACKETS;
  const first = events.findIndex((event, i) => i === maxEvents || (bytes += weight(event)) > maxBytes);
  return first < 0 ? events.length : Math.max(first, 1);
}

export function letter(events: readonly Prepared[]): Letter {
  return { body: `{"events":[${events.map(({ json }) => json).join()}]}`, keys: events.map(({ key }) => key) };
}

const IN_BATCH = /^\$\.events\[(\d+)\]/;

/** Which event of a batch a detail's path is about. */
export function indexOf(path: string): number | undefined {
  const index = IN_BATCH.exec(path)?.[1];
  return index === undefined ? undefined : Number(index);
}

/** The same path where the event stands elsewhere. */
export function moved(path: string, to: string): string {
  return path.replace(IN_BATCH, () => to);
}

/** Sends the events in order, request by request, and gives their results in that order. */
export async function sendAll(
  options: ClientOptions,
  events: readonly ({ type: string; payload: unknown } & Omit<IngestOptions, "signal">)[],
  signal: AbortSignal | undefined,
): Promise<IngestResult[]> {
  const prepared = events.map((event, i) => prepare(event, `$.events[${i}]`));
  const connection = connect(options);
  const results: IngestResult[] = [];
  while (results.length < prepared.length) {
    const rest = prepared.slice(results.length);
    try {
      const request = letter(rest.slice(0, fitting(rest, MAX_EVENTS, MAX_BYTES)));
      results.push(...(await post(connection, { ...request, signal })));
    } catch (error) {
      throw ofWhole(error as IngestError, prepared, results);
    }
  }
  return results;
}

/** An error of one request, told of all the events of the call. */
function ofWhole(error: IngestError, events: readonly Prepared[], accepted: readonly IngestResult[]): IngestError {
  const start = accepted.length;
  return retold(error, {
    ...(start && { message: `${error.message} The first ${start} events had been accepted before.` }),
    details: error.details.map(({ path, message }) => {
      const index = indexOf(path);
      return { path: index === undefined ? path : moved(path, `$.events[${index + start}]`), message };
    }),
    idempotencyKeys: events.map(({ key }) => key),
    accepted,
  });
}
