import { IngestError } from "./error.js";

/** What may be said of one event beside its type and payload. */
export interface IngestOptions {
  /** Events of one key are one event; made up where it is left out. 1 to 255 characters. */
  idempotencyKey?: string | undefined;

  /** When it happened, if not now: becomes the event's `received_at`. A string is ISO 8601 with an offset. */
  timestamp?: Date | string | undefined;

  /** Ends the call early: it rejects with the code `aborted`. The event may have been accepted all the same. */
  signal?: AbortSignal | undefined;
}

/** An event as it is sent: what its sender changes afterwards is not seen. */
export interface Prepared {
  readonly key: string;
  readonly json: string;
}

/**
 * @param path where the event stands, for the details of an error
 * @throws IngestError `invalid_event` when no JSON can be made of it
 */
export function prepare(
  event: { type: string; payload: unknown } & Omit<IngestOptions, "signal">,
  path = "$",
): Prepared {
  const { type, payload, timestamp, idempotencyKey: key = MADE_UP + newKey() } = event;
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) {
    throw invalid(key, path + ".payload", "expected an object");
  }
  try {
    return { key, json: JSON.stringify({ type, payload, idempotencyKey: key, timestamp }) };
  } catch (error) {
    // Cycles and BigInts.
    throw invalid(key, path, `cannot be written as JSON: ${(error as Error).message.split("\n", 1)[0]}`);
  }
}

function invalid(key: string, path: string, message: string): IngestError {
  return new IngestError({
    code: "invalid_event",
    message: "Nothing was sent: 1 thing is wrong.",
    details: [{ path, message }],
    retryable: false,
    idempotencyKeys: [key],
  });
}

/** Tells the stack that a key says nothing of the event, so that one that the type's declaration names goes before it. */
const MADE_UP = "auto:";

/** `randomUUID` is not there on pages without TLS, and nothing of `crypto` in Node.js 18. A key need only be unique. */
function newKey(): string {
  const source = globalThis.crypto as Partial<Crypto> | undefined;
  if (source?.randomUUID) {
    return source.randomUUID();
  }
  const bytes =
    source?.getRandomValues?.(new Uint8Array(16)) ?? Uint8Array.from({ length: 16 }, () => Math.random() * 256);
  return Date.now().toString(36) + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
