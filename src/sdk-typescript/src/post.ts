import { type Outcome, read } from "./answer.js";
import { IngestError, type IngestResult } from "./error.js";
import type { Connection } from "./options.js";
import { wait } from "./wait.js";

/** The time limit of one attempt. A large body gets one more second for every 64 KB. */
const ATTEMPT_MS = 10_000;
const BYTES_PER_MS = 64;

/** Full jitter: a wait is random between 0 and this limit, which doubles after each attempt up to the longest. */
const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 8_000;

/** One request to `POST /v1/ingest`. */
export interface IngestRequest {
  readonly body: string;
  /** The idempotency key of each event in the body. */
  readonly keys: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Whether the request should outlive the page that sends it. */
  readonly keepalive?: boolean;
}

/**
 * Sends the request, and retries until it is accepted, refused, or out of time or retries. All attempts send the same body, so
 * the stack accepts its events once.
 *
 * @throws IngestError, and nothing else
 */
export async function post(connection: Connection, request: IngestRequest): Promise<IngestResult[]> {
  const end = performance.now() + connection.timeoutMs;
  for (let retries = 0; ; retries++) {
    const outcome = await attempt(connection, request, end - performance.now());
    if ("results" in outcome) {
      return outcome.results;
    }
    const backoffMs = Math.random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** retries);
    const pauseMs = outcome.retryAfterMs + backoffMs;
    const tooLate = performance.now() + pauseMs >= end || request.signal?.aborted;
    if (!outcome.error.retryable || retries >= connection.maxRetries || tooLate) {
      throw outcome.error;
    }
    await wait(pauseMs, request.signal).over; // after an abort, the next attempt fails without sending
  }
}

async function attempt(connection: Connection, request: IngestRequest, leftMs: number): Promise<Outcome> {
  const limitMs = Math.min(leftMs, ATTEMPT_MS + request.body.length / BYTES_PER_MS);
  const limit = wait(limitMs, request.signal);
  const controller = new AbortController();
  try {
    const first = request.signal?.aborted
      ? "aborted"
      : await Promise.race([exchange(connection, request, controller.signal), limit.over]);
    if (typeof first === "object") {
      return first;
    }
    controller.abort();
    return first === "aborted"
      ? noAnswer(request, "aborted", "The call was aborted.")
      : noAnswer(request, "timeout", `No answer within ${Math.round(limitMs)} ms.`);
  } catch (error) {
    return noAnswer(request, "network", `No answer: ${reason(error).split(connection.key).join("…")}.`);
  } finally {
    limit.cancel();
  }
}

async function exchange(
  { url, key, fetch }: Connection,
  request: IngestRequest,
  signal: AbortSignal,
): Promise<Outcome> {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: request.body,
    redirect: "manual", // sends the key only to the endpoint; edge workers do not support "error"
    signal,
    ...(request.keepalive && { keepalive: true }),
  });
  return read(response, request.keys, key);
}

function noAnswer(request: IngestRequest, code: string, message: string): Outcome {
  const error = new IngestError({ code, message, retryable: true, idempotencyKeys: request.keys });
  return { error, retryAfterMs: 0 };
}

/** Describes an error without attaching it, because it may hold the request with its key. */
function reason(error: unknown): string {
  const { message, cause } = (error ?? {}) as { message?: unknown; cause?: { code?: unknown; message?: unknown } };
  return [message ?? error, cause?.code ?? cause?.message].filter(Boolean).join(": ");
}
