import { createHash, randomFillSync } from "node:crypto";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** Encodes 16 bytes in 26 characters of 5 bits, highest first, as in the ULID specification. */
function base32(bytes) {
  let text = "";
  let buffer = 0;
  let bits = 2; // 26 times 5 is 130: two zeros precede the 128 bits
  for (let i = 0; i < 16; i++) {
    buffer = (buffer << 8) | bytes[i];
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += CROCKFORD[(buffer >> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  return text;
}

function digest(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) {
    const length = Buffer.allocUnsafe(4);
    length.writeUInt32BE(Buffer.byteLength(part));
    hash.update(length).update(part);
  }
  return base32(hash.digest());
}

/** Returns a ULID: 48 bits of time and 80 random bits. */
export function freshId() {
  const bytes = Buffer.allocUnsafe(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  return `evt_${base32(randomFillSync(bytes, 6))}`;
}

/** Returns an id that is always the same for the same source, type, key and window. */
export const derivedId = (source, type, key, window) => `evt_${digest(source, type, key, String(window))}`;

export const deliveryId = (eventId, pipeline, destination) => `dlv_${digest(eventId, pipeline, destination)}`;

/** Returns an event's shard in the indexes of the Events table. */
export function shardOf(eventId) {
  return (CROCKFORD.indexOf(eventId.at(-1)) % 16).toString(16);
}

/**
 * Returns the canonical form: sorted names, and numbers as digits and exponent, so that equal values have the same
 * text.
 */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "number") {
    const [digits, exponent] = value.toExponential().split("e");
    const [whole, fraction = ""] = digits.split(".");
    return `${whole}${fraction}e${exponent - fraction.length}`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

/** Returns a hash that is equal for equal payloads. */
export const payloadHash = (payload) => createHash("sha256").update(canonical(payload)).digest("base64url");
