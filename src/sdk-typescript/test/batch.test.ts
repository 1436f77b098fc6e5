import { afterEach, beforeEach, expect, test } from "vitest";
import { createClient, IngestError, type IngestEvent } from "../src/index.js";
import { KEY, Stack } from "./support/stack.js";

const MIB = 1024 * 1024;

let stack: Stack;

beforeEach(async () => {
  stack = await Stack.start();
});

afterEach(() => stack[Symbol.asyncDispose]());

function client(maxRetries = 0) {
  return createClient({ apiKey: KEY, endpoint: stack.url, maxRetries });
}

function events(count: number, payload: (i: number) => object = (n) => ({ n })): IngestEvent[] {
  return Array.from({ length: count }, (_, i) => ({ type: "a", payload: payload(i) }));
}

function sizes(): number[] {
  return stack.requests.map(({ keys }) => keys.length);
}

test("sends nothing for no events", async () => {
  expect(await client().ingestBatch([])).toEqual([]);
  expect(stack.requests).toEqual([]);
});

test("sends events as a batch, each with its own key and time", async () => {
  const results = await client().ingestBatch([
    { type: "a", payload: { n: 1 }, idempotencyKey: "k_1", timestamp: new Date(0) },
    { type: "b", payload: { n: 2 } },
    { type: "a", payload: { n: 1 }, idempotencyKey: "k_1" },
  ]);

  expect(results).toEqual([
    { id: "evt_1", duplicate: false },
    { id: "evt_2", duplicate: false },
    { id: "evt_1", duplicate: true },
  ]);
  expect(JSON.parse(stack.requests[0]?.body ?? "")).toEqual({
    events: [
      { type: "a", payload: { n: 1 }, idempotencyKey: "k_1", timestamp: "1970-01-01T00:00:00.000Z" },
      { type: "b", payload: { n: 2 }, idempotencyKey: expect.any(String) as unknown },
      { type: "a", payload: { n: 1 }, idempotencyKey: "k_1" },
    ],
  });
});

test("splits more than 500 events, and returns the results in the order of the events", async () => {
  const results = await client().ingestBatch(events(1201));

  expect(sizes()).toEqual([500, 500, 201]);
  expect(results.map(({ id }) => id)).toEqual(events(1201).map((_, i) => `evt_${i + 1}`));
  expect(stack.events().map(({ payload }) => payload["n"])).toEqual(events(1201).map((_, i) => i));
});

test("splits more than 4 MiB, counted with the escaped quotes that Lambda receives", async () => {
  await client().ingestBatch(events(60, () => ({ text: "x".repeat(200 * 1024) })));
  const plain = sizes();
  stack.requests.length = 0;
  await client().ingestBatch(events(60, () => ({ text: '"'.repeat(100 * 1024) })));

  expect(plain).toEqual([20, 20, 20]);
  expect(sizes()).toEqual([10, 10, 10, 10, 10, 10]);
  for (const { body } of stack.requests) {
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(4 * MIB);
  }
});

test("counts bytes, not characters", async () => {
  await client().ingestBatch(events(60, () => ({ text: "€".repeat(60 * 1024) })));

  expect(sizes()).toEqual([22, 22, 16]);
});

test("sends an event that is too large on its own, so that the stack refuses it", async () => {
  await client().ingestBatch(events(3, (n) => ({ text: "x".repeat(n === 1 ? 6 * MIB : 1) })));

  expect(sizes()).toEqual([1, 1, 1]);
});

test("tells which events were accepted and which were invalid when a later request fails", async () => {
  stack.wrong = ({ payload }) => (payload["n"] === 503 || payload["n"] === 777 ? "n" : undefined);

  const error = (await client()
    .ingestBatch(events(1100))
    .catch((reason: unknown) => reason)) as IngestError;

  expect(error).toBeInstanceOf(IngestError);
  expect(error).toMatchObject({ status: 400, code: "invalid_event", requestId: "JKJaXmPLvHcESHA=", retryable: false });
  expect(error.message).toContain("The first 500 events had been accepted before.");
  expect(error.details.map(({ path }) => path)).toEqual(["$.events[503].payload.n", "$.events[777].payload.n"]);
  expect(error.accepted.map(({ id }) => id)).toEqual(events(500).map((_, i) => `evt_${i + 1}`));
  expect(error.idempotencyKeys).toHaveLength(1100);
  expect(error.idempotencyKeys.slice(0, 500)).toEqual([...stack.rows.keys()]);
  expect(sizes()).toEqual([500, 500]);
});

test("counts each event once when the rest is sent again under the keys of the error", async () => {
  const all = events(700);
  stack.script = ["accept", "accept, then reset"];
  const error = (await client()
    .ingestBatch(all)
    .catch((reason: unknown) => reason)) as IngestError;
  expect(error).toMatchObject({ retryable: true, code: "network" });

  const rest = all
    .map((event, i) => ({ ...event, idempotencyKey: error.idempotencyKeys[i] }))
    .slice(error.accepted.length);
  const results = [...error.accepted, ...(await client().ingestBatch(rest))];

  expect(results.map(({ id }) => id)).toEqual(all.map((_, i) => `evt_${i + 1}`));
  expect(stack.rows.size).toBe(700);
});

test("retries only the request that failed", async () => {
  stack.script = ["accept", { status: 503 }, "accept"];

  await client(1).ingestBatch(events(900));

  expect(sizes()).toEqual([500, 400, 400]);
  expect(stack.rows.size).toBe(900);
});

test("names the event that cannot be serialized, and sends nothing", async () => {
  const call = client().ingestBatch(events(3, (n) => (n === 2 ? { n: 1n } : {})));

  await expect(call).rejects.toMatchObject({ code: "invalid_event", details: [{ path: "$.events[2]" }] });
  expect(stack.requests).toEqual([]);
});

test("stops between two requests when the call is aborted", async () => {
  const controller = new AbortController();
  stack.wrong = () => {
    controller.abort();
    return undefined;
  };

  const call = client().ingestBatch(events(1000), { signal: controller.signal });

  await expect(call).rejects.toMatchObject({ code: "aborted" });
  expect(sizes()).toEqual([500]);
});
