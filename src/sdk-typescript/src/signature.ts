import { WebhookVerificationError } from "./verification-error.js";

/** What a sender claims: that it signed the prefix and the body at that time. */
export interface Claim {
  /** Unix seconds, as text. */
  readonly timestamp: string;
  /** What is signed before the body. */
  readonly prefix: string;
  /** One for each secret of the sender; any of them proves it. */
  readonly signatures: readonly Bytes[];
  /** The bytes that a secret stands for; `undefined` when it is none of this scheme. */
  key(this: void, secret: string): Bytes | undefined;
}

export type Bytes = Uint8Array<ArrayBuffer>;

/** The value of a header by its name in lower case; repeated ones joined by commas. */
export type HeaderReader = (name: string) => string | undefined;

/** A sender signs with five secrets at most; more work than this is asked for by nobody honest. */
const MAX_SIGNATURES = 16;

const utf8 = new TextEncoder();

/** @throws WebhookVerificationError when neither scheme's headers are there, or they are not of its form */
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

/** Whether any of the secrets made any of the signatures. Each comparison takes the same time wherever it fails. */
export async function isProved(claim: Claim, body: Bytes, secrets: readonly string[]): Promise<boolean> {
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

/** A global everywhere but in Node.js 18. The name is no literal, so that bundlers for browsers do not look for it. */
async function webCrypto(): Promise<Crypto> {
  const { crypto } = globalThis as Partial<typeof globalThis>;
  const name = ["node", "crypto"].join(":");
  return (
    crypto ?? ((await import(/* webpackIgnore: true */ /* @vite-ignore */ name)) as { webcrypto: Crypto }).webcrypto
  );
}
