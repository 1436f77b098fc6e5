import { WebhookVerificationError } from "./verification-error.js";

/** The claim of a sender that it signed the prefix and the body at a certain time. */
export interface Claim {
  /** Unix seconds, as text. */
  readonly timestamp: string;
  /** The text that is signed before the body. */
  readonly prefix: string;
  /** One signature for each secret of the sender. One valid signature is enough. */
  readonly signatures: readonly Bytes[];
  /** Returns the key bytes of a secret; `undefined` when the secret does not fit the scheme. */
  key(this: void, secret: string): Bytes | undefined;
}

export type Bytes = Uint8Array<ArrayBuffer>;

/** Returns the value of a header by its name in lower case. Repeated headers are joined by commas. */
export type HeaderReader = (name: string) => string | undefined;

/** The limit on the work for one request. A sender signs with five secrets at most. */
const MAX_SIGNATURES = 16;

const utf8 = new TextEncoder();

/** @throws WebhookVerificationError when the headers of both schemes are missing, or they are malformed */
export function readClaim(header: HeaderReader): Claim {
  const own = header("x-ingestlayer-signature");
  return own === undefined ? standardWebhooks(header) : ingestlayer(own);
}

/** `X-Ingestlayer-Signature: t=<unix seconds>,v1=<hex>,v1=<hex>`, the same as Stripe's. */
function ingestlayer(value: string): Claim {
  const timestamps = new Set(found(/(?:^|[\s,])t=(\d{1,12})(?=[\s,]|$)/g, value));
  const signatures = found(/(?:^|[\s,])v1=([0-9a-f]{64})(?=[\s,]|$)/gi, value);
  const [timestamp = ""] = timestamps;
  if (timestamps.size !== 1) {
    throw malformed("X-Ingestlayer-Signature", "t=<unix seconds>,v1=<64 hex digits>");
  }
  return claim("X-Ingestlayer-Signature", {
    timestamp,
    prefix: `${timestamp}.`,
    signatures: signatures.map((hex) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16))),
    key: (secret) => utf8.encode(secret),
  });
}

/** `webhook-id`, `webhook-timestamp` and `webhook-signature: v1,<base64> v1,<base64>` of Standard Webhooks 1.0.0. */
function standardWebhooks(header: HeaderReader): Claim {
  const [id, timestamp, value] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map(header);
  if (!id || timestamp === undefined || value === undefined) {
    throw new WebhookVerificationError("missing_header", "The webhook has no X-Ingestlayer-Signature.");
  }
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw malformed("webhook-timestamp", "unix seconds");
  }
  return claim("webhook-signature", {
    timestamp,
    prefix: `${id}.${timestamp}.`,
    signatures: found(/(?:^|[\s,])v1,([0-9a-z+/]{43}=)(?=[\s,]|$)/gi, value).map(fromBase64),
    key: (secret) => {
      try {
        return fromBase64(secret.replace(/^whsec_/, ""));
      } catch {
        return undefined;
      }
    },
  });
}

function claim(header: string, read: Claim): Claim {
  if (read.signatures.length === 0 || read.signatures.length > MAX_SIGNATURES) {
    throw malformed(header, `1 to ${MAX_SIGNATURES} signatures v1`);
  }
  return read;
}

function found(pattern: RegExp, value: string): string[] {
  return Array.from(value.matchAll(pattern), ([, group = ""]) => group);
}

function fromBase64(text: string): Bytes {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function malformed(header: string, expected: string): WebhookVerificationError {
  return new WebhookVerificationError("malformed_signature", `${header} is malformed; expected ${expected}.`);
}

/** Returns whether one of the secrets made one of the signatures. Compares signatures in constant time. */
export async function isAuthentic(claim: Claim, body: Bytes, secrets: readonly string[]): Promise<boolean> {
  const prefix = utf8.encode(claim.prefix);
  const signed = new Uint8Array(prefix.length + body.length);
  signed.set(prefix);
  signed.set(body, prefix.length);
  const { subtle } = await webCrypto();
  const keys = secrets.map(claim.key).filter((bytes) => bytes !== undefined && bytes.length > 0) as Bytes[];
  for (const bytes of keys) {
    const key = await subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    for (const signature of claim.signatures) {
      if (await subtle.verify("HMAC", key, signature, signed)) {
        return true;
      }
    }
  }
  return false;
}

/** Returns `crypto`, which is global except in Node.js 18. The name is computed to hide it from bundlers for browsers. */
async function webCrypto(): Promise<Crypto> {
  const { crypto } = globalThis as Partial<typeof globalThis>;
  const name = ["node", "crypto"].join(":");
  return (
    crypto ?? ((await import(/* webpackIgnore: true */ /* @vite-ignore */ name)) as { webcrypto: Crypto }).webcrypto
  );
}
