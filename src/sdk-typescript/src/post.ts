import { type Outcome, read } from "./answer.js";
import { IngestError, type IngestResult } from "./error.js";
import type { Connection } from "./options.js";
import { wait } from "./wait.js";

/** How long an attempt may take before another one is worth more; a large body has 1 s more for every 64 KB. */
const ATTEMPT_MS = 10_000;
const BYTES_PER_MS = 64;

/** Full jitter: a wait is anything from nothing to this, doubled after each attempt up to the longest. */
const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 8_000;

/** One body for `POST /v1/ingest`. */
export interface Letter {
  readonly body: string;
  /** The idempotency key of each event in it. */
  readonly keys: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Whether it should outlive the page that sends it. */
  readonly keepalive?: boolean;
}

/**
 * Sends until it is accepted, refused, or hopeless. Every attempt sends the same body, so that the stack takes its events
 * once.
 *
 * @throws IngestError, and nothing else
 */
export async function post(connection: Connection, letter: Letter): Promise<IngestResult[]> {
  const end = performance.now() + connection.timeoutMs;
  for (let retries = 0; ; retries++) {
    const outcome = await attempt(connection, letter, end - performance.now());
    if ("results" in outcome) {
      return outcome.results;
    }
    const backoffMs = Math.random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** retries);
    const pauseMs = outcome.retryAfterMs + backoffMs;
    const tooLate = performance.now() + pauseMs >= end || letter.signal?.aborted;
    if (!outcome.error.retryable || retries >= connection.maxRetries || tooLate) {
      throw outcome.error;
    }
    await wait(pauseMs, letter.signal).over; // when aborted, the next attempt says so and sends nothing
  }
}

async function attempt(connection: Connection, letter: Letter, leftMs: number): Promise<Outcome> {
  const limitMs = Math.min(leftMs, ATTEMPT_MS + letter.body.length / BYTES_PER_MS);
  const limit = wait(limitMs, letter.signal);
  const controller = new AbortController();
  try {
    const first = letter.signal?.aborted
      ? "aborted"
      : await Promise.race([exchange(connection, letter, controller.signal), limit.over]);
    if (typeof first === "object") {
      return first;
    }
    controller.abort();
    return first === "aborted"
      ? noAnswer(letter, "aborted", "The call was aborted.")
      : noAnswer(letter, "timeout", `No answer within ${Math.round(limitMs)} ms.`);
  } catch (error) {
    return noAnswer(letter, "network", `No answer: ${reason(error).split(connection.key).join("…")}.`);
  } finally {
    limit.cancel();
  }
}

async function exchange({ url, key, fetch }: Connection, letter: Letter, signal: AbortSignal): Promise<Outcome> {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: letter.body,
    redirect: "manual", // the key goes to the endpoint only; edge workers do not know "error"
    signal,
    ...(letter.keepalive && { keepalive: true }),
  });
  return read(response, letter.keys, key);
}

function noAnswer(letter: Letter, code: string, message: string): Outcome {
  const error = new IngestError({ code, message, retryable: true, idempotencyKeys: letter.keys });
  return { error, retryAfterMs: 0 };
}

/** Without the error itself, which may hold the request and its key. */
function reason(error: unknown): string {
  const { message, cause } = (error ?? {}) as { message?: unknown; cause?: { code?: unknown; message?: unknown } };
  return [message ?? error, cause?.code ?? cause?.message].filter(Boolean).join(": ");
}
