import { IngestError } from "./error.js";
import type { IngestEvent } from "./events.js";

/** The address of the stack, the API key, and the limits for time and retries. */
export interface ClientOptions {
  /** The API key, `il_live_…`; by default the environment variable `INGESTLAYER_KEY`, read at each call. */
  apiKey?: string | undefined;

  /** The stack's output `ApiUrl`; by default the environment variable `INGESTLAYER_ENDPOINT`, read at each call. */
  endpoint?: string | undefined;

  /** The time limit for one request, including its retries and the waits between them. Default 30,000 ms. */
  timeoutMs?: number | undefined;

  /** The maximum number of retries after the first attempt. Default 5. */
  maxRetries?: number | undefined;

  /** Replaces the global `fetch`. It must not follow redirects when called with `redirect: "manual"`. */
  fetch?: typeof fetch | undefined;
}

/** When collected events are sent, and how many may wait. */
export interface BatchOptions {
  /** Sends when this many events wait. Default 100, at most 500. */
  maxEvents?: number | undefined;

  /** Sends when the first event has waited this long. Default 1,000 ms. */
  maxDelayMs?: number | undefined;

  /** The limit for unsettled events; above it, `ingest` rejects with `queue_full`. Default 10,000. */
  maxQueue?: number | undefined;

  /**
   * Is called for each event that was not accepted, with the reason. The event has its idempotency key, so it can be sent
   * again. With this option, a rejected promise that nobody handles does no harm.
   */
  onError?: ((error: IngestError, event: IngestEvent) => void) | undefined;
}

/** Checked options without gaps. */
export interface Connection {
  readonly url: string;
  readonly key: string;
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly fetch: typeof fetch;
}

/**
 * Refuses an endpoint that contains the path of the call, because requests would go to `/v1/ingest/v1/ingest`.
 *
 * @throws IngestError `not_configured`
 */
export function refuseRoute(endpoint: string | undefined): void {
  if (endpoint && /\/v1\/ingest\/*$/.test(endpoint)) {
    throw notConfigured("The endpoint is the stack's address, without /v1/ingest at its end", "endpoint", "ENDPOINT");
  }
}

/**
 * Completes and checks the options.
 *
 * @throws IngestError `not_configured`, whose message contains no part of the key
 */
export function connect(options: ClientOptions): Connection {
  const key = options.apiKey ?? environment("INGESTLAYER_KEY");
  const endpoint = options.endpoint ?? environment("INGESTLAYER_ENDPOINT");
  const { timeoutMs = 30_000, maxRetries = 5, fetch = globalThis.fetch } = options;
  // The error of fetch would quote a key that is not a valid header value.
  if (!key || /[^!-~]/.test(key)) {
    throw notConfigured(key ? "The API key has characters that no key has" : "There is no API key", "apiKey", "KEY");
  }
  if (!endpoint || !/^https?:\/\/[^\s?#@]+$/.test(endpoint)) {
    throw notConfigured(endpoint ? "The endpoint is no http(s) URL" : "There is no endpoint", "endpoint", "ENDPOINT");
  }
  refuseRoute(endpoint);
  if (!(timeoutMs > 0 && maxRetries >= 0)) {
    throw notConfigured("timeoutMs or maxRetries is out of range");
  }
  return { url: endpoint.replace(/\/+$/, "") + "/v1/ingest", key, timeoutMs, maxRetries, fetch };
}

function notConfigured(what: string, option?: string, variable?: string): IngestError {
  const remedy = option ? `: set INGESTLAYER_${variable}, or call configure({ ${option} })` : "";
  return new IngestError({ code: "not_configured", message: what + remedy + ".", retryable: false });
}

function environment(name: string): string | undefined {
  try {
    return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env?.[name];
  } catch {
    return undefined; // Deno throws without the permission to read the environment
  }
}
