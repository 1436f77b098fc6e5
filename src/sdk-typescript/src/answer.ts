import { type Detail, IngestError, type IngestResult } from "./error.js";

/** What became of one attempt. */
export type Outcome =
  | { readonly results: IngestResult[] }
  | {
      readonly error: IngestError;
      /** How long the stack asks to wait; 0 when it does not. */
      readonly retryAfterMs: number;
    };

/**
 * Reads an answer to `keys.length` events. Anything but a 202 that names each of them is an error.
 *
 * @param secret kept out of what comes of it, should the answer repeat it
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

/** The error envelope, as far as it is there: `{"error": {…}}`, or API Gateway's own `{"message": …}`. */
interface Envelope {
  readonly data?: { readonly events?: unknown };
  readonly error?: { readonly code?: unknown; readonly message?: unknown; readonly details?: unknown };
  readonly message?: unknown;
}

async function body(response: Response, secret: string): Promise<Envelope | null | undefined> {
  try {
    return JSON.parse((await response.text()).split(secret).join("…")) as Envelope | null;
  } catch {
    return undefined; // cut off, or not JSON
  }
}

/** What the stack says of one event. */
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

/** Seconds or a date (RFC 9110 section 10.2.3). */
function retryAfter(value: string | null): number {
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value ?? "") - Date.now() : seconds * 1000;
  return ms > 0 ? ms : 0;
}
