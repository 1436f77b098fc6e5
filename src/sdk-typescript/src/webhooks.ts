/**
 * Verifies that a webhook comes from your Ingestlayer stack.
 *
 * @packageDocumentation
 */
import { type Bytes, type HeaderReader, isAuthentic, readClaim } from "./signature.js";
import { WebhookVerificationError } from "./verification-error.js";

export { type VerificationCode, WebhookVerificationError } from "./verification-error.js";

/** The body of a delivery when no step of the pipeline reshapes it. */
export interface WebhookEvent<Payload = Record<string, unknown>, Type extends string = string> {
  /** The id of the event, `evt_…`; the same for all its deliveries. */
  readonly id: string;
  readonly type: Type;
  /** The time of the event, in ISO 8601. */
  readonly received_at: string;
  /** The source of the event, such as `sdk.event` or `webhook.in/shop`. */
  readonly source: string;
  readonly payload: Payload;
  /** The traits that `enrich.entity` steps found, by the kind of the entity. */
  readonly entity?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A verified webhook. */
export interface Webhook<Event> {
  /** The parsed body. */
  readonly event: Event;
  readonly eventId: string;
  /** The id of the delivery, `dlv_…`; the same for all attempts. Ignore ids that you have seen before. */
  readonly deliveryId: string;
  /** The number of the attempt; 1 for the first. */
  readonly attempt: number;
  /** The number of the replay; `undefined` for the first run. */
  readonly replay: number | undefined;
  /** When this attempt was signed. */
  readonly signedAt: Date;
}

/** Headers of Fetch, of Node.js, or a plain object as in Lambda; the case of the names does not matter. */
export type WebhookHeaders =
  { get(name: string): string | null } | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Options for the check of the signing time. */
export interface VerifyOptions {
  /** The maximum difference between the signing time and now, in either direction. Default 300. */
  readonly toleranceSeconds?: number | undefined;

  /** Returns the present time in milliseconds since 1970; the system clock by default. */
  readonly now?: (() => number) | undefined;
}

/**
 * Verifies a webhook and reads its event. It rejects instead of returning a failure, so a caller that forgets to check the
 * result lets nothing through.
 *
 * Supports `X-Ingestlayer-Signature`, and `webhook-signature` of Standard Webhooks with a shared secret (`v1`). The headers
 * with the ids and the attempt are not covered by `X-Ingestlayer-Signature`.
 *
 * @param rawBody the bytes of the request body, or their text; not a body that was parsed and serialized again
 * @param secret the secret of the destination, or several while it rotates; white space around a secret is ignored
 * @typeParam Event the type of the body, when a step of the pipeline reshapes it or the payload is known
 * @throws WebhookVerificationError when the webhook must not be trusted
 * @throws TypeError when an argument is invalid, such as a missing secret
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
  const secrets = given.map((each) => (each as string).trim()); // the stack trims secrets too before it signs
  const body = bytesOf(rawBody);
  const header = reader(headers);
  const claim = readClaim(header);
  const signedAt = Number(claim.timestamp);
  if (!(Math.abs(now() / 1000 - signedAt) <= toleranceSeconds)) {
    throw new WebhookVerificationError("too_old", `It was signed more than ${toleranceSeconds} s before or after now.`);
  }
  if (!(await isAuthentic(claim, body, secrets))) {
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
