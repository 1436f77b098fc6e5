import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type BatchOptions, type Client, createClient, IngestError, type IngestEvent } from "../src/index.js";
import { KEY, Stack } from "./support/stack.js";
import { stopTime, Traffic } from "./support/traffic.js";

let stack: Stack;
let traffic: Traffic;
let failed: { error: IngestError; event: IngestEvent }[];

beforeEach(async () => {
  stopTime();
  stack = await Stack.start();
  traffic = new Traffic(stack);
  failed = [];
});

afterEach(async () => {
  vi.useRealTimers();
  await stack[Symbol.asyncDispose]();
});

function buffering(batch: BatchOptions = {}, maxRetries = 0): Client {
  const told = failed;
  const onError = (error: IngestError, event: IngestEvent) => told.push({ error, event });
  return createClient({
    apiKey: KEY,
    endpoint: stack.url,
    fetch: traffic.fetch,
    maxRetries,
    batch: { onError, ...batch },
  });
}

function give(client: Client, count: number, payload: (i: number) => object = (n) => ({ n })) {
  return Array.from({ length: count }, (_, i) => client.ingest("a", payload(i), { idempotencyKey: `k_${i}` }));
}

function sizes(): number[] {
  return stack.requests.map(({ keys }) => keys.length);
}

test("sends when enough events wait", async () => {
  const client = buffering({ maxEvents: 3 });

  const calls = give(client, 4);
  await traffic.quiet();

  expect(sizes()).toEqual([3]);
  expect(await Promise.all(calls.slice(0, 3))).toMatchObject([{ id: "evt_1" }, { id: "evt_2" }, { id: "evt_3" }]);
});

test("sends when the first event has waited long enough", async () => {
  const client = buffering({ maxDelayMs: 1_000 });
  const [first] = give(client, 1);
  await vi.advanceTimersByTimeAsync(900);
  const second = client.ingest("b", {});
  await vi.advanceTimersByTimeAsync(99);
  await traffic.quiet();
  expect(stack.requests).toEqual([]);

  await vi.advanceTimersByTimeAsync(1);

  expect(await Promise.all([first, second])).toMatchObject([{ id: "evt_1" }, { id: "evt_2" }]);
  expect(sizes()).toEqual([2]);
});

test("counts the delay from the first event of each batch", async () => {
  const client = buffering({ maxDelayMs: 1_000 });
  const calls = [client.ingest("a", {})];
  await vi.advanceTimersByTimeAsync(900);
  calls.push(client.ingest("b", {}), client.ingest("b", {}));
  await vi.advanceTimersByTimeAsync(100);
  await Promise.all(calls);

  const next = client.ingest("c", {});
  await vi.advanceTimersByTimeAsync(999);
  await traffic.quiet();
  expect(sizes()).toEqual([3]);
  await vi.advanceTimersByTimeAsync(1);

  expect(await next).toMatchObject({ id: "evt_4" });
});

test("sends one batch after the other, in order", async () => {
  const client = buffering({ maxEvents: 500 });

  const calls = give(client, 1_200);
  await client.flush();

  expect(sizes()).toEqual([500, 500, 200]);
  expect((await Promise.all(calls)).map(({ id }) => id)).toEqual(calls.map((_, i) => `evt_${i + 1}`));
});

test("never sends more than 500 events or 4 MiB at once", async () => {
  const client = buffering({ maxEvents: 10_000 });

  const calls = give(client, 600, () => ({ text: "x".repeat(20 * 1024) }));
  await client.flush();

  expect(sizes()).toEqual([204, 204, 192]);
  expect(await Promise.all(calls)).toHaveLength(600);
});

test("flush resolves when each event is settled, accepted or not", async () => {
  stack.script = ["reset"];
  const client = buffering();
  const [call] = give(client, 1);

  expect(await traffic.settle(client.flush())).toEqual({ status: "fulfilled", value: undefined });

  await expect(call).rejects.toMatchObject({ code: "network", retryable: true });
});

test("flush does not wait for later events", async () => {
  const client = buffering({ maxEvents: 2 });
  const flushed = client.flush();
  stack.script = ["hang"];
  const calls = give(client, 2);

  await flushed;
  await traffic.quiet();
  expect(stack.hanging.size).toBe(1);
  await traffic.settle(Promise.allSettled(calls));
});

test("a closed client has sent everything and accepts no more events", async () => {
  const client = buffering();
  const [call] = give(client, 1);

  await client.close();

  expect(await call).toMatchObject({ id: "evt_1" });
  await expect(client.ingest("late", {})).rejects.toMatchObject({ code: "closed", retryable: false });
  expect(failed).toMatchObject([{ error: { code: "closed" }, event: { type: "late" } }]);
  await client.close();
  expect(sizes()).toEqual([1]);
});

test("refuses events when its queue is full, and accepts them again when there is room", async () => {
  const client = buffering({ maxQueue: 2, maxEvents: 2 });
  const calls = give(client, 3);

  await expect(calls[2]).rejects.toMatchObject({ code: "queue_full", retryable: true, idempotencyKeys: ["k_2"] });
  await Promise.all(calls.slice(0, 2));

  const fourth = client.ingest("b", {});
  await client.flush();
  expect(await fourth).toMatchObject({ id: "evt_3" });
  expect(failed).toMatchObject([{ error: { code: "queue_full" }, event: { type: "a", idempotencyKey: "k_2" } }]);
});

test("retries a batch, and settles each event once", async () => {
  stack.script = [{ status: 503 }, "accept, then reset", "hang"];
  const client = buffering({}, 3);
  const calls = give(client, 10);

  await traffic.settle(client.flush());

  expect(sizes()).toEqual([10, 10, 10, 10]);
  expect(await Promise.all(calls)).toEqual(calls.map((_, i) => ({ id: `evt_${i + 1}`, duplicate: true })));
});

test("removes invalid events from a batch, and sends the others again under their keys", async () => {
  stack.wrong = ({ payload }) => ([1, 3, 5, 7, 9].includes(payload["n"] as number) ? "n" : undefined);
  const client = buffering();
  const calls = give(client, 10);

  await client.flush();

  const settled = await Promise.allSettled(calls);
  expect(settled.map(({ status }) => status)).toEqual(calls.map((_, i) => (i % 2 ? "rejected" : "fulfilled")));
  expect(settled.filter((_, i) => i % 2)).toMatchObject(
    ["k_1", "k_3", "k_5", "k_7", "k_9"].map((key) => ({
      reason: {
        status: 400,
        code: "invalid_event",
        details: [{ path: "$.payload.n", message: "is wrong" }],
        idempotencyKeys: [key],
      },
    })),
  );
  expect([...stack.rows.keys()]).toEqual(["k_0", "k_2", "k_4", "k_6", "k_8"]);
  expect(sizes()).toEqual([10, 7, 5]); // a response names three events at a time
  expect(failed).toHaveLength(5);
});

test.each([400, 413])(
  "splits a batch that is answered %i without details until the invalid event is found",
  async (status) => {
    const client = buffering();
    stack.script = [{ status }, { status }, "accept", { status }, { status }, "accept", "accept"];
    const calls = give(client, 8);

    await client.flush();

    expect(sizes()).toEqual([8, 4, 2, 2, 1, 1, 4]);
    const settled = await Promise.allSettled(calls);
    expect(settled.map(({ status }) => status === "fulfilled")).toEqual([
      true,
      true,
      false,
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(stack.rows.size).toBe(7);
  },
);

test("does not split a batch for an error that no event causes", async () => {
  stack.script = [{ status: 401 }];
  const client = buffering();
  const calls = give(client, 3);

  await client.flush();

  expect(sizes()).toEqual([3]);
  for (const [i, call] of calls.entries()) {
    await expect(call).rejects.toMatchObject({ status: 401, idempotencyKeys: [`k_${i}`] });
  }
});

test("calls onError with the event and its key, ready to be sent again", async () => {
  stack.script = ["reset"];
  const client = buffering();
  const payload = { n: 1 };
  client.ingest("a", payload, { timestamp: new Date(0) }).catch(() => {});
  payload.n = 2;
  await client.flush();

  expect(failed).toMatchObject([{ error: { code: "network" }, event: { type: "a", payload: { n: 1 } } }]);
  await client.ingestBatch(failed.map(({ event }) => event));

  const [first, second] = stack.requests;
  expect(second?.body).toBe(first?.body);
});

test("calls onError for an event that cannot be serialized", async () => {
  const payload = { n: 1n };

  await expect(buffering().ingest("a", payload)).rejects.toMatchObject({ code: "invalid_event" });

  expect(failed).toMatchObject([{ error: { code: "invalid_event" }, event: { type: "a", payload } }]);
});

test("an event that is aborted while it waits is not sent", async () => {
  const client = buffering();
  const controller = new AbortController();
  const call = client.ingest("a", {}, { signal: controller.signal });
  const other = client.ingest("b", {}, { signal: AbortSignal.abort() });
  controller.abort();

  await expect(call).rejects.toMatchObject({ code: "aborted" });
  await expect(other).rejects.toMatchObject({ code: "aborted" });
  await client.flush();
  expect(stack.requests).toEqual([]);
});

test("aborting an event in flight does not affect the others of its batch", async () => {
  const client = buffering({ maxEvents: 2 }, 1);
  const controller = new AbortController();
  stack.script = [{ status: 503 }];
  const call = client.ingest("a", {}, { signal: controller.signal });
  const other = client.ingest("b", {});
  const aborted = expect(call).rejects.toMatchObject({ code: "aborted" });
  await traffic.quiet();
  controller.abort();

  await aborted;
  expect(await traffic.settle(other)).toMatchObject({ status: "fulfilled", value: { id: "evt_2" } });
  expect(sizes()).toEqual([2, 2]);
  expect(failed).toHaveLength(1);
});

test("an event that is aborted while its batch waits is not sent", async () => {
  stack.script = ["hang"];
  const client = buffering({ maxEvents: 1 });
  const first = client.ingest("a", {});
  const controller = new AbortController();
  const second = client.ingest("b", {}, { signal: controller.signal });
  await traffic.quiet();
  controller.abort();

  await expect(second).rejects.toMatchObject({ code: "aborted" });
  expect(await traffic.settle(first)).toMatchObject({ status: "rejected", reason: { code: "timeout" } });
  await traffic.quiet();
  expect(sizes()).toEqual([1]);
});

test("sends one batch at a time", async () => {
  stack.script = ["hang"];
  const client = buffering({ maxEvents: 10 }, 1);
  const calls = give(client, 100);
  await traffic.quiet();
  expect(sizes()).toEqual([10]);

  expect(await traffic.settle(Promise.all(calls))).toMatchObject({ status: "fulfilled" });

  expect(sizes()).toEqual(Array(11).fill(10));
});
