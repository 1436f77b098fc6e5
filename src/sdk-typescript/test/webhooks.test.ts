import { expect, test, vi } from "vitest";
import { verify, WebhookVerificationError } from "../src/webhooks.js";
import { IDS, standardWebhooks, vectors } from "./support/vectors.js";

const [vector] = vectors as [(typeof vectors)[number]];
const SECRET = vector.secret ?? "";
const SIGNATURE = /v1=(\w+)/.exec(vector.header)?.[1] ?? "";

function at(timestamp: number, toleranceSeconds?: number) {
  return { now: () => timestamp * 1000, toleranceSeconds };
}

function signed(header: string | undefined) {
  return { ...IDS, "X-Ingestlayer-Signature": header };
}

async function code(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(WebhookVerificationError);
  return (error as WebhookVerificationError).code;
}

test("returns the event, its ids and the number of the attempt", async () => {
  const webhook = await verify(vector.body, signed(vector.header), SECRET, at(vector.timestamp));

  expect(webhook).toEqual({
    event: JSON.parse(vector.body) as unknown,
    eventId: IDS["X-Ingestlayer-Event-Id"],
    deliveryId: IDS["X-Ingestlayer-Delivery-Id"],
    attempt: 2,
    replay: undefined,
    signedAt: new Date("2026-01-01T00:00:00Z"),
  });
});

test("recognizes a replay", async () => {
  const headers = { ...signed(vector.header), "X-Ingestlayer-Replay": "3" };

  expect(await verify(vector.body, headers, SECRET, at(vector.timestamp))).toMatchObject({ replay: 3 });
});

test.each(vectors)("verifies $name with each of its secrets", async ({ secret, secrets, timestamp, body, header }) => {
  for (const each of secrets ?? [secret ?? ""]) {
    const proof = verify(body, signed(header), each, at(timestamp));
    const text = verify(new TextEncoder().encode(body), signed(header), ["whsec_another", each], at(timestamp));
    for (const call of [proof, text]) {
      if (body) {
        expect((await call).event).toEqual(JSON.parse(body));
      } else {
        expect(await code(call)).toBe("invalid_body"); // the signature is valid, but the body is not an event
      }
    }
    expect(await code(verify(body + " ", signed(header), each, at(timestamp)))).toBe("mismatch");
    expect(await code(verify(body, signed(header), each + "x", at(timestamp)))).toBe("mismatch");
  }
});

test.each(standardWebhooks.vectors)("verifies $name of Standard Webhooks", async (each) => {
  const headers = {
    ...IDS,
    "webhook-id": each.id,
    "webhook-timestamp": String(each.timestamp),
    "webhook-signature": each.signature,
  };
  const shared = each.secrets.filter((secret) => !secret.startsWith("whsk_"));
  for (const secret of shared) {
    const webhook = await verify(each.body, headers, secret, at(each.timestamp));
    expect(webhook.event).toEqual(JSON.parse(each.body));
    const another = { ...headers, "webhook-id": "msg_another" };
    expect(await code(verify(each.body, another, secret, at(each.timestamp)))).toBe("mismatch");
    expect(await code(verify(each.body, headers, "whsec_bm90IHRoaXMgb25l", at(each.timestamp)))).toBe("mismatch");
    expect(await code(verify(each.body, headers, "whsec_", at(each.timestamp)))).toBe("mismatch");
    expect(await code(verify(each.body, headers, "not base 64!", at(each.timestamp)))).toBe("mismatch");
  }
  if (shared.length === 0) {
    expect(await code(verify(each.body, headers, "whsec_bm90IHRoaXMgb25l", at(each.timestamp)))).toBe(
      "malformed_signature",
    );
  }
});

test.each([
  ["Headers", new Headers(signed(vector.header) as Record<string, string>)],
  ["upper case", Object.fromEntries(Object.entries(signed(vector.header)).map(([k, v]) => [k.toUpperCase(), v]))],
  ["lower case", Object.fromEntries(Object.entries(signed(vector.header)).map(([k, v]) => [k.toLowerCase(), v]))],
  ["lists of values", { ...signed(undefined), "x-ingestlayer-signature": [vector.header] }],
])("reads headers that are %s", async (_, headers) => {
  await expect(verify(vector.body, headers, SECRET, at(vector.timestamp))).resolves.toMatchObject({ attempt: 2 });
});

test.each([
  ["joined with another header of the same time", `t=${vector.timestamp},v1=${"0".repeat(64)}, ${vector.header}`],
  ["with blanks after the commas", vector.header.replaceAll(",", ", ")],
  ["among items of other versions", `v0=${SIGNATURE},${vector.header},v2=${SIGNATURE}`],
  ["in capital digits", `t=${vector.timestamp},v1=${SIGNATURE.toUpperCase()}`],
])("takes a signature %s", async (_, header) => {
  await expect(verify(vector.body, signed(header), SECRET, at(vector.timestamp))).resolves.toBeDefined();
});

test.each([
  ["", "missing"],
  ["t=1767225600", "without a signature"],
  [`v1=${SIGNATURE}`, "without a time"],
  [`t=,v1=${SIGNATURE}`, "with an empty time"],
  [`t=1767225600.5,v1=${SIGNATURE}`, "with a time in parts of seconds"],
  [`t=1767225600,t=1767225601,v1=${SIGNATURE}`, "with two times"],
  [`t=1767225600,v1=${SIGNATURE.slice(1)}`, "that is too short"],
  [`t=1767225600,v1=${SIGNATURE}0`, "that is too long"],
  [`t=1767225600,v0=${SIGNATURE}`, "of another version"],
  [`t=1767225600${`,v1=${SIGNATURE}`.repeat(17)}`, "repeated more often than there are secrets"],
])("refuses %s: a signature %s", async (header) => {
  expect(await code(verify(vector.body, signed(header), SECRET, at(vector.timestamp)))).toBe("malformed_signature");
});

test("refuses a webhook without a signature", async () => {
  expect(await code(verify(vector.body, IDS, SECRET))).toBe("missing_header");
  expect(await code(verify(vector.body, new Headers(), SECRET))).toBe("missing_header");
});

test.each(Object.keys(IDS))("refuses a webhook without %s", async (name) => {
  const headers = { ...signed(vector.header), [name]: undefined };

  expect(await code(verify(vector.body, headers, SECRET, at(vector.timestamp)))).toBe("missing_header");
});

test.each([-301, 301])("refuses a signature %i s from now unless the tolerance allows it", async (seconds) => {
  const now = vector.timestamp + seconds;

  expect(await code(verify(vector.body, signed(vector.header), SECRET, at(now)))).toBe("too_old");
  expect(await code(verify(vector.body, signed(vector.header), SECRET, at(now, NaN)))).toBe("too_old");
  await expect(verify(vector.body, signed(vector.header), SECRET, at(now, 301))).resolves.toBeDefined();
  await expect(verify(vector.body, signed(vector.header), SECRET, at(now, Infinity))).resolves.toBeDefined();
});

test.each([-300, 300])("accepts a signature %i s from now", async (seconds) => {
  const now = at(vector.timestamp + seconds);

  await expect(verify(vector.body, signed(vector.header), SECRET, now)).resolves.toBeDefined();
});

test("uses the system clock", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: vector.timestamp * 1000 });

  await expect(verify(vector.body, signed(vector.header), SECRET)).resolves.toBeDefined();
  vi.useRealTimers();
  expect(await code(verify(vector.body, signed(vector.header), SECRET))).toBe("too_old");
});

test.each<{ secret: unknown }>([
  { secret: "" },
  { secret: [] },
  { secret: [SECRET, ""] },
  { secret: " \n" },
  { secret: undefined },
  { secret: null },
])("does not run with $secret for a secret", async ({ secret }) => {
  const call = verify(vector.body, signed(vector.header), secret as string, at(vector.timestamp));

  await expect(call).rejects.toThrow(TypeError);
});

test("rejects a body that was parsed before", async () => {
  const parsed = JSON.parse(vector.body) as string;

  await expect(verify(parsed, signed(vector.header), SECRET)).rejects.toThrow("The raw body is needed");
});

test("every byte of a signature counts", async () => {
  for (let i = 0; i < SIGNATURE.length; i++) {
    const changed = SIGNATURE[i] === "0" ? "1" : "0";
    const header = `t=${vector.timestamp},v1=${SIGNATURE.slice(0, i)}${changed}${SIGNATURE.slice(i + 1)}`;
    expect(await code(verify(vector.body, signed(header), SECRET, at(vector.timestamp)))).toBe("mismatch");
  }
});

test("an error shows no secret", async () => {
  const error: unknown = await verify(vector.body + " ", signed(vector.header), SECRET, at(vector.timestamp)).catch(
    (reason: unknown) => reason,
  );

  expect(String(error) + JSON.stringify(error)).not.toContain(SECRET);
  expect(String(error)).toMatch(/^WebhookVerificationError: /);
});
