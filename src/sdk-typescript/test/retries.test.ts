import { getEventListeners } from "node:events";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createClient, IngestError, type ClientOptions } from "../src/index.js";
import { type Behaviour, KEY, Stack } from "./support/stack.js";
import { stopTime, Traffic } from "./support/traffic.js";

let stack: Stack;
let traffic: Traffic;

beforeEach(async () => {
  stopTime();
  stack = await Stack.start();
  traffic = new Traffic(stack);
});

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await stack[Symbol.asyncDispose]();
});

function client(options: ClientOptions = {}) {
  return createClient({ apiKey: KEY, endpoint: stack.url, fetch: traffic.fetch, ...options });
}

async function ingest(options?: ClientOptions) {
  return traffic.settle(client(options).ingest("feature.used", { user_id: "u_42" }));
}

async function refused(options?: ClientOptions): Promise<IngestError> {
  const result = await ingest(options);
  expect(result).toMatchObject({ status: "rejected", reason: expect.any(IngestError) as unknown });
  return (result as PromiseRejectedResult).reason as IngestError;
}

function waits(): number[] {
  return stack.requests.slice(1).map(({ at }, i) => Math.round(at - (stack.requests[i]?.at ?? NaN)));
}

test.each<[string, Behaviour]>([
  ["503", { status: 503 }],
  ["500", { status: 500, body: "<html>" }],
  ["429", { status: 429, headers: { "retry-after": "1" } }],
  ["408", { status: 408 }],
  ["a reset", "reset"],
  ["a reset after the event was taken", "accept, then reset"],
  ["a 202 cut off", { status: 202, body: { data: { events: [] } }, cut: true }],
  ["a 202 that is no JSON", { status: 202, body: "<html>" }],
  ["a 202 for too few events", { status: 202, body: { data: { events: [] } } }],
  ["a 202 with something else than receipts", { status: 202, body: { data: { events: [null] } } }],
  ["a 200", { status: 200, body: { data: { events: [{ id: "evt_1", duplicate: false }] } } }],
  ["no answer in time", "hang"],
])("sends the same body again after %s, and the event is there once", async (_, behaviour) => {
  stack.script = [behaviour, behaviour];

  expect(await ingest()).toMatchObject({ status: "fulfilled", value: { id: "evt_1" } });

  expect(stack.requests).toHaveLength(3);
  expect(new Set(stack.requests.map(({ body }) => body)).size).toBe(1);
  expect([...stack.rows.keys()]).toEqual(stack.requests[0]?.keys);
});

test("reports a duplicate when the first response was lost", async () => {
  stack.script = ["accept, then reset"];

  expect(await ingest()).toMatchObject({ value: { id: "evt_1", duplicate: true } });
});

test.each([400, 401, 403, 404, 405, 409, 413, 415, 422])("does not retry after %i", async (status) => {
  stack.script = [{ status, body: { error: { code: "because", message: "It is so." } } }];

  expect(await refused()).toMatchObject({ status, code: "because", retryable: false });

  expect(stack.requests).toHaveLength(1);
});

test("does not retry after a refusal with a truncated body", async () => {
  stack.script = [{ status: 401, body: { error: { code: "unauthorized" } }, cut: true }];

  expect(await refused()).toMatchObject({ status: 401, code: "http_401", retryable: false });
});

test("follows no redirect, so that the key goes to no other host", async () => {
  const elsewhere = await Stack.start();
  stack.script = [{ status: 307, headers: { location: elsewhere.url + "/v1/ingest" } }];

  expect(await refused()).toMatchObject({ status: 307, code: "redirected", retryable: false });

  expect(elsewhere.requests).toEqual([]);
  await elsewhere[Symbol.asyncDispose]();
});

test("follows no redirect in a browser, which hides the target", async () => {
  const opaque = { type: "opaqueredirect", status: 0, headers: new Headers(), text: () => Promise.resolve("") };

  expect(await refused({ fetch: () => Promise.resolve(opaque as Response) })).toMatchObject({
    status: 0,
    code: "redirected",
    retryable: false,
  });
});

test("waits a random time up to 250 ms, doubled each time up to 8 s (here half of it)", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  stack.script = Array<Behaviour>(9).fill({ status: 503 });

  await ingest({ maxRetries: 8, timeoutMs: 60_000 });

  expect(waits()).toEqual([125, 250, 500, 1000, 2000, 4000, 4000, 4000]);
});

test("may by chance not wait at all", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  stack.script = [{ status: 503 }, { status: 503 }];

  await ingest();

  expect(waits()).toEqual([0, 0]);
});

test("obeys Retry-After in seconds, plus a random wait", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  stack.script = [{ status: 429, headers: { "retry-after": "3" } }];

  await ingest();

  expect(waits()).toEqual([3125]);
});

test("obeys Retry-After as a date", async () => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  vi.setSystemTime("2026-01-24T12:00:00Z");
  stack.script = [{ status: 503, headers: { "retry-after": "Sat, 24 Jan 2026 12:00:07 GMT" } }];

  await ingest();

  expect(waits()).toEqual([7000]);
});

test.each(["soon", "-5", "Sat, 24 Jan 1970 12:00:07 GMT", ""])("ignores Retry-After: %s", async (value) => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  stack.script = [{ status: 503, headers: { "retry-after": value } }];

  await ingest();

  expect(waits()).toEqual([0]);
});

test("gives up at once when the wait would exceed the deadline", async () => {
  stack.script = [{ status: 429, headers: { "retry-after": "31" } }];

  expect(await refused()).toMatchObject({ status: 429, retryable: true });

  expect(performance.now()).toBeLessThan(1000);
  expect(stack.requests).toHaveLength(1);
});

test("sends at most six times by default", async () => {
  stack.script = Array<Behaviour>(20).fill({ status: 503, body: { message: "Service Unavailable" } });

  expect(await refused()).toMatchObject({
    status: 503,
    code: "http_503",
    message: "Not accepted, HTTP 503 http_503. Service Unavailable",
    retryable: true,
  });

  expect(stack.requests).toHaveLength(6);
});

test("sends once when retries are off", async () => {
  stack.script = ["reset"];

  expect(await refused({ maxRetries: 0 })).toMatchObject({ status: 0, code: "network", retryable: true });

  expect(stack.requests).toHaveLength(1);
});

test("ends at the deadline, even during an attempt", async () => {
  const start = performance.now();
  stack.script = ["hang", "hang", "hang"];

  expect(await refused({ timeoutMs: 12_000 })).toMatchObject({ status: 0, code: "timeout", retryable: true });

  expect(performance.now() - start).toBeCloseTo(12_000, -1);
  expect(stack.requests).toHaveLength(2);
});

test("aborts a request that it no longer waits for", async () => {
  const signals: (AbortSignal | null | undefined)[] = [];
  const watched: typeof fetch = (input, init) => {
    signals.push(init?.signal);
    return traffic.fetch(input, init);
  };
  stack.script = ["hang", "accept"];

  await ingest({ fetch: watched });

  expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]);
});

test("ends at the deadline even if fetch ignores its signal", async () => {
  const start = performance.now();
  const deaf = () => new Promise<Response>(() => {});

  expect(await refused({ fetch: deaf, timeoutMs: 4_000 })).toMatchObject({ code: "timeout" });

  expect(performance.now() - start).toBe(4_000);
});

test("can be aborted during the pause before a retry", async () => {
  stack.script = [{ status: 503, headers: { "retry-after": "20" } }];
  const controller = new AbortController();
  const call = client().ingest("feature.used", {}, { signal: controller.signal });
  const refusal = expect(call).rejects.toMatchObject({ code: "aborted", retryable: true });
  await traffic.quiet();
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(1);

  controller.abort();

  await refusal;
  expect(performance.now()).toBe(0);
  expect(stack.requests).toHaveLength(1);
  expect(getEventListeners(controller.signal, "abort")).toEqual([]);
});

test("keeps the key, and never exceeds maxRetries + 1 attempts or the deadline, whatever happens", async () => {
  const behaviour = fc.oneof(
    fc.constantFrom<Behaviour>("accept", "accept, then reset", "reset", "hang"),
    fc.record({
      status: fc.constantFrom(200, 202, 302, 400, 401, 408, 413, 429, 500, 502, 503),
      headers: fc.constantFrom<Record<string, string>>({}, { "retry-after": "2" }, { "retry-after": "20" }),
      body: fc.constantFrom<unknown>("", "<html>", { error: { code: "x" } }, null, { data: {} }),
      cut: fc.boolean(),
    }),
  );
  const options = fc.record({
    maxRetries: fc.integer({ min: 0, max: 8 }),
    timeoutMs: fc.integer({ min: 1, max: 60_000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(behaviour, { maxLength: 10 }), options, async (script, { maxRetries, timeoutMs }) => {
      const before = { requests: stack.requests.length, rows: stack.rows.size, at: performance.now() };
      stack.script = [...script];

      const result = await ingest({ maxRetries, timeoutMs });

      const requests = stack.requests.slice(before.requests);
      expect(new Set(requests.flatMap(({ keys }) => keys)).size).toBe(1);
      expect(requests.length).toBeLessThanOrEqual(maxRetries + 1);
      expect(performance.now() - before.at).toBeLessThanOrEqual(timeoutMs + 1);
      expect(stack.rows.size - before.rows).toBeLessThanOrEqual(1);
      if (result.status === "fulfilled") {
        expect(stack.rows.get(requests[0]?.keys[0] ?? "")).toBe(result.value.id);
      } else {
        expect(result.reason).toBeInstanceOf(IngestError);
      }
    }),
    { numRuns: 150 },
  );
});
