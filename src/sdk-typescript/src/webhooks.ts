/**
 * Proves that a webhook comes from your Ingestlayer stack.
 *
 * @packageDocumentation
 */
import { type Bytes, type HeaderReader, isProved, readClaim } from "./signature.js";
import { WebhookVerificationError } from "./verification-error.js";

export { type VerificationCode, WebhookVerificationError } from "./verification-error.js";

/** An event as it is delivered when no step of its pipeline reshapes it. */
export interface WebhookEvent<Payload = Record<string, unknown>, Type extends string = string> {
  /** `evt_…`, the same for every delivery of the event. */
  readonly id: string;
  readonly type: Type;
  /** ISO 8601. */
  readonly received_at: string;
  /** Who sent it in, such as `sdk.event` or `webhook.in/shop`. */
  readonly source: string;
  readonly payload: Payload;
  /** What an `enrich.entity` step found: the traits, by kind. */
  readonly entity?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A webhook that was proved. */
export interface Webhook<Event> {
  /** The body. */
  readonly event: Event;
  readonly eventId: string;
  /** `dlv_…`, the same for every attempt: drop what you have seen. */
  readonly deliveryId: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** The number of the replay; absent for the first run. */
  readonly replay: number | undefined;
  /** When this attempt was signed. */
  readonly signedAt: Date;
}

/** Headers of Fetch, of Node.js, or a plain object such as Lambda gives; names in any case. */
export type WebhookHeaders =
  { get(name: string): string | null } | Readonly<Record<string, string | readonly string[] | undefined>>;

/** How strictly the time is held. */
export interface VerifyOptions {
  /** How far the signing time may be from now, before or after. Default 300. */
  readonly toleranceSeconds?: number | undefined;

  /** The time now, in milliseconds since 1970; else the machine's clock. */
  readonly now?: (() => number) | undefined;
}

/**
 * Proves a webhook and reads its event. It rejects rather than tell of failure in its result, so that a check that was
 * forgotten lets nothing through.
 *
 * Takes `X-Ingestlayer-Signature`, and `webhook-signature` of Standard Webhooks with a shared secret (`v1`). The ids and
 * the attempt stand in headers that the first of them does not sign.
 *
 * @param rawBody the very bytes that came, or their text: not the parsed body, and not one that was written again
 * @param secret the secret of the destination; several while one rotates; white space around one is no part of it
 * @typeParam Event what the body is, where a step of the pipeline reshapes it or its payload is known
 * @throws WebhookVerificationError when it must not be believed
 * @throws TypeError when the arguments cannot be right, such as no secret
 */
export async function verify<Event = WebhookEvent>(
  rawBody: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  options: VerifyOptions = {},
): Promise<Webhook<Event>> {
  const { toleranceSeconds = 300, now = Date.now } = options;
  const given = typeof secret === "string" ? [secret] : secret;
  if (!Array.isArray(given) || given.length === 0 || !given.every((each) => typeof each === "string" && each.trim())) {
    throw new TypeError("The secret is missing.");
  }
  const secrets = given.map((each) => (each as string).trim()); // as the stack does, before it signs
  const body = bytesOf(rawBody);
  const header = reader(headers);
  const claim = readClaim(header);
  const signedAt = Number(claim.timestamp);
  if (!(Math.abs(now() / 1000 - signedAt) <= toleranceSeconds)) {
    throw new WebhookVerificationError("too_old", `It was signed more than ${toleranceSeconds} s before or after now.`);
  }
  if (!(await isProved(claim, body, secrets))) {
    throw new WebhookVerificationError("mismatch", "None of its signatures was made with the secret for this body.");
  }
  const replay = header("x-ingestlayer-replay");
  return {
    event: parse(body) as Event,
    eventId: required(header, "X-Ingestlayer-Event-Id"),
    deliveryId: required(header, "X-Ingestlayer-Delivery-Id"),
    attempt: Number(required(header, "X-Ingestlayer-Attempt")),
    replay: replay === undefined ? undefined : Number(replay),
    signedAt: new Date(signedAt * 1000),
  };
}

function bytesOf(rawBody: string | Uint8Array): Bytes {
  if (typeof rawBody === "string") {
    return new TextEncoder().encode(rawBody);
  }
  if (rawBody instanceof Uint8Array) {
    return rawBody as Bytes;
  }
  throw new TypeError("The raw body is needed, as a string or Uint8Array; this is something that was made of it.");
}

function reader(headers: WebhookHeaders): HeaderReader {
  if (typeof headers.get === "function") {
    const given = headers as { get(name: string): string | null };
    return (name) => given.get(name) ?? undefined;
  }
  const values = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return (name) => {
    const value = values.get(name) as string | readonly string[] | undefined;
    return typeof value === "object" ? value.join(",") : value;
  };
}

function required(header: HeaderReader, name: string): string {
  const value = header(name.toLowerCase());
  if (!value) {
    throw new WebhookVerificationError("missing_header", `The webhook has no ${name}.`);
  }
  return value;
}

function parse(body: Bytes): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new WebhookVerificationError("invalid_body", "The webhook is proved, and its body is no JSON.");
  }
}
