import { type Detail, IngestError, type IngestResult } from "./error.js";

/** The outcome of one attempt. */
export type Outcome =
  | { readonly results: IngestResult[] }
  | {
      readonly error: IngestError;
      /** How long the stack asks the client to wait; 0 when it does not ask. */
      readonly retryAfterMs: number;
    };

/**
 * Reads the response to a request with `keys.length` events. Anything except a 202 with one result per event is an error.
 *
 * @param secret is removed from the outcome if the response repeats it
 */
export async function read(response: Response, keys: readonly string[], secret: string): Promise<Outcome> {
  const { status, headers } = response;
  const json = await body(response, secret);
  const events = json?.data?.events;
  if (status === 202 && Array.isArray(events) && events.length === keys.length && events.every(isReceipt)) {
    return { results: events.map(result) };
  }
  const good = status >= 200 && status < 300;
  const redirected = response.type === "opaqueredirect" || (status >= 300 && status < 400);
  const { code, message, details } = json?.error ?? {};
  const known = text(code) ?? (good ? "unreadable_answer" : redirected ? "redirected" : `http_${status}`);
  return {
    error: new IngestError({
      status,
      code: known,
      message: `Not accepted, HTTP ${status} ${known}. ${text(message) ?? text(json?.message) ?? ""}`.trim(),
      details: Array.isArray(details) ? details.filter(isDetail) : [],
      requestId: headers.get("apigw-requestid") ?? undefined,
      retryable: good || status === 408 || status === 429 || status >= 500,
      idempotencyKeys: keys,
    }),
    retryAfterMs: retryAfter(headers.get("retry-after")),
  };
}

/** The body of a response: `{"data": …}`, `{"error": {…}}`, or `{"message": …}` from API Gateway itself. */
interface Envelope {
  readonly data?: { readonly events?: unknown };
  readonly error?: { readonly code?: unknown; readonly message?: unknown; readonly details?: unknown };
  readonly message?: unknown;
}

async function body(response: Response, secret: string): Promise<Envelope | null | undefined> {
  try {
    return JSON.parse((await response.text()).split(secret).join("…")) as Envelope | null;
  } catch {
    return undefined; // the body is truncated or not JSON
  }
}

/** The part of the response for one event. */
interface Receipt {
  readonly id: string;
  readonly duplicate: boolean;
  readonly payload_differs?: unknown;
}

function isReceipt(event: unknown): event is Receipt {
  const { id, duplicate } = (event ?? {}) as Partial<Receipt>;
  return typeof id === "string" && typeof duplicate === "boolean";
}

function result({ id, duplicate, payload_differs }: Receipt): IngestResult {
  return payload_differs === true ? { id, duplicate, payloadDiffers: true } : { id, duplicate };
}

function isDetail(detail: unknown): detail is Detail {
  const { path, message } = (detail ?? {}) as Partial<Detail>;
  return typeof path === "string" && typeof message === "string";
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value ? value : undefined;
}

/** Parses Retry-After, which is seconds or a date (RFC 9110 section 10.2.3), to milliseconds from now. */
function retryAfter(value: string | null): number {
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value ?? "") - Date.now() : seconds * 1000;
  return ms > 0 ? ms : 0;
}
