import { type IngestError, type IngestResult, withChanges } from "./error.js";
import { type IngestOptions, prepare, type Prepared } from "./event.js";
import { type ClientOptions, connect } from "./options.js";
import { type IngestRequest, post } from "./post.js";

/** The maximum number of events per request. */
export const MAX_EVENTS = 500;

/**
 * The maximum size of one request in bytes, measured as Lambda receives it: as a JSON string, in which each quote and backslash
 * takes two bytes. Lambda accepts 6 MiB including the event of API Gateway, so a request of this size always fits.
 */
export const MAX_BYTES = 4 * 1024 * 1024;

const BRACKETS = JSON.stringify('{"events":[]}').length;

const utf8 = new TextEncoder();

/** Returns the bytes of an event, and of the comma after it, in the body as Lambda receives it. */
export function weight({ json }: Prepared): number {
  return utf8.encode(JSON.stringify(json)).length - 1;
}

/** Returns how many of the first events fit into one request: at least one, however large it is. */
export function countFitting(events: readonly Prepared[], maxEvents: number, maxBytes: number): number {
  let bytes = BRACKETS;
  const first = events.findIndex((event, i) => i === maxEvents || (bytes += weight(event)) > maxBytes);
  return first < 0 ? events.length : Math.max(first, 1);
}

export function requestOf(events: readonly Prepared[]): IngestRequest {
  return { body: `{"events":[${events.map(({ json }) => json).join()}]}`, keys: events.map(({ key }) => key) };
}

const IN_BATCH = /^\$\.events\[(\d+)\]/;

/** Returns the index of the event in a batch that the path of a detail refers to. */
export function indexOf(path: string): number | undefined {
  const index = IN_BATCH.exec(path)?.[1];
  return index === undefined ? undefined : Number(index);
}

/** Returns the path with another prefix for its event. */
export function rebased(path: string, to: string): string {
  return path.replace(IN_BATCH, () => to);
}

/** Sends the events in order, request by request, and returns their results in the same order. */
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
      const request = requestOf(rest.slice(0, countFitting(rest, MAX_EVENTS, MAX_BYTES)));
      results.push(...(await post(connection, { ...request, signal })));
    } catch (error) {
      throw errorOfCall(error as IngestError, prepared, results);
    }
  }
  return results;
}

/** Converts the error of one request to an error of the whole call. */
function errorOfCall(error: IngestError, events: readonly Prepared[], accepted: readonly IngestResult[]): IngestError {
  const start = accepted.length;
  return withChanges(error, {
    ...(start && { message: `${error.message} The first ${start} events had been accepted before.` }),
    details: error.details.map(({ path, message }) => {
      const index = indexOf(path);
      return { path: index === undefined ? path : rebased(path, `$.events[${index + start}]`), message };
    }),
    idempotencyKeys: events.map(({ key }) => key),
    accepted,
  });
}
