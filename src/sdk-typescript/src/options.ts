import { IngestError } from "./error.js";
import type { IngestEvent } from "./events.js";

/** Where events go, with which key, and how hard to try. */
export interface ClientOptions {
  /** `il_live_…`; else the environment's `INGESTLAYER_KEY`, read at each call. */
  apiKey?: string | undefined;

  /** The stack's address, its output `ApiUrl`; else the environment's `INGESTLAYER_ENDPOINT`, read at each call. */
  endpoint?: string | undefined;

  /** How long one request may take in all, with its retries and the waits between them. Default 30,000 ms. */
  timeoutMs?: number | undefined;

  /** How often a request is sent again at most, after its first try. Default 5. */
  maxRetries?: number | undefined;

  /** Sends in place of the global `fetch`. It must not follow redirects when told `redirect: "manual"`. */
  fetch?: typeof fetch | undefined;
}

/** When gathered events are sent, and how many may wait. */
export interface BatchOptions {
  /** Sends when so many wait. Default 100, at most 500. */
  maxEvents?: number | undefined;

  /** Sends when the first one has waited so long. Default 1,000 ms. */
  maxDelayMs?: number | undefined;

  /** Beyond so many events that are neither accepted nor rejected, `ingest` rejects with `queue_full`. Default 10,000. */
  maxQueue?: number | undefined;

  /**
   * Told of each event that was not accepted, and why. The event has its idempotency key, so that it may be sent again.
   * With this, promises that nobody waits for reject without harm.
   */
  onError?: ((error: IngestError, event: IngestEvent) => void) | undefined;
}

/** Options that were found complete. */
export interface Connection {
  readonly url: string;
  readonly key: string;
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly fetch: typeof fetch;
}

/**
 * Refuses the address of a call where that of the stack is expected, which would be asked for `/v1/ingest/v1/ingest`.
 *
 * @throws IngestError `not_configured`
 */
export function refuseRoute(endpoint: string | undefined): void {
  if (endpoint && /\/v1\/ingest\/*$/.test(endpoint)) {
    throw notConfigured("The endpoint is the stack's address, without /v1/ingest at its end", "endpoint", "ENDPOINT");
  }
}

/** @throws IngestError `not_configured`, in words that hold nothing of the key */
export function connect(options: ClientOptions): Connection {
  const key = options.apiKey ?? environment("INGESTLAYER_KEY");
  const endpoint = options.endpoint ?? environment("INGESTLAYER_ENDPOINT");
  const { timeoutMs = 30_000, maxRetries = 5, fetch = globalThis.fetch } = options;
  // A key that no header can hold would be quoted by the error of fetch.
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
    return undefined; // Deno, without the permission to read it
  }
}
