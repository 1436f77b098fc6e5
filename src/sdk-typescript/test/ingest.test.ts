import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { configure, createClient, ingest, ingestBatch, IngestError } from "../src/index.js";
import { KEY, Stack } from "./support/stack.js";

let stack: Stack;

beforeEach(async () => {
  stack = await Stack.start();
  configure({ apiKey: KEY, endpoint: stack.url, fetch: undefined, maxRetries: undefined, timeoutMs: undefined });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  await stack[Symbol.asyncDispose]();
});

async function refused(call: Promise<unknown>): Promise<IngestError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(IngestError);
  return error as IngestError;
}

test("sends one event as JSON, with the key as a bearer token", async () => {
  const payload = { user_id: "u_42", feature: "csv.export", count: 1, plan: undefined };

  expect(await ingest("feature.used", payload)).toEqual({ id: "evt_1", duplicate: false });

  const [request] = stack.requests;
  expect(request).toMatchObject({ method: "POST", path: "/v1/ingest" });
  expect(request?.headers).toMatchObject({ authorization: `Bearer ${KEY}`, "content-type": "application/json" });
  expect(JSON.parse(request?.body ?? "")).toEqual({
    type: "feature.used",
    payload: { user_id: "u_42", feature: "csv.export", count: 1 },
    idempotencyKey: expect.stringMatching(/^auto:[0-9a-f-]{36}$/) as unknown,
  });
});

test("sends the given key and time", async () => {
  await ingest("a", {}, { idempotencyKey: "k_1", timestamp: new Date("2026-01-24T12:00:00Z") });
  await ingest("a", {}, { idempotencyKey: "k_1", timestamp: "2026-01-24T13:00:00+01:00" });

  expect(stack.events()).toEqual([
    { type: "a", payload: {}, idempotencyKey: "k_1", timestamp: "2026-01-24T12:00:00.000Z" },
    { type: "a", payload: {}, idempotencyKey: "k_1", timestamp: "2026-01-24T13:00:00+01:00" },
  ]);
});

test("reports a duplicate", async () => {
  await ingest("a", {}, { idempotencyKey: "k_1" });

  expect(await ingest("a", {}, { idempotencyKey: "k_1" })).toEqual({ id: "evt_1", duplicate: true });
});

test("reports a duplicate with another payload", async () => {
  await ingest("a", { n: 1 }, { idempotencyKey: "k_1" });

  expect(await ingest("a", { n: 2 }, { idempotencyKey: "k_1" })).toEqual({
    id: "evt_1",
    duplicate: true,
    payloadDiffers: true,
  });
  expect(
    await ingestBatch([
      { type: "a", payload: { n: 1 }, idempotencyKey: "k_1" },
      { type: "a", payload: { n: 3 }, idempotencyKey: "k_1" },
    ]),
  ).toEqual([
    { id: "evt_1", duplicate: true },
    { id: "evt_1", duplicate: true, payloadDiffers: true },
  ]);
});

test("generates a new key for each event", async () => {
  await Promise.all(Array.from({ length: 50 }, () => ingest("a", {})));

  expect(stack.rows.size).toBe(50);
});

test.each([
  ["on a page without TLS", { getRandomValues: crypto.getRandomValues.bind(crypto) }],
  ["in Node.js 18", undefined],
])("generates a new key for each event %s too", async (_, webCrypto) => {
  vi.stubGlobal("crypto", webCrypto);

  await Promise.all([ingest("a", {}), ingest("a", {})]);

  expect([...stack.rows.keys()]).toEqual([
    expect.stringMatching(/^auto:[0-9a-z]{40}$/),
    expect.not.stringMatching(/^auto:0*$/),
  ]);
});

test("sends the payload as it was when ingest was called", async () => {
  const payload = { n: 1 };
  const call = ingest("a", payload);
  payload.n = 2;
  await call;

  expect(stack.events()).toMatchObject([{ payload: { n: 1 } }]);
});

test("accepts an endpoint with a path and a trailing slash", async () => {
  configure({ endpoint: stack.url + "/prod/" });

  await ingest("a", {});

  expect(stack.requests[0]?.path).toBe("/prod/v1/ingest");
});

test.each(["/v1/ingest", "/v1/ingest/", "/prod/v1/ingest"])("refuses an endpoint that ends in %s", async (path) => {
  const hint = expect.stringContaining("without /v1/ingest") as unknown;
  expect(() => configure({ endpoint: stack.url + path })).toThrow("without /v1/ingest");
  expect(() => createClient({ endpoint: stack.url + path })).toThrow("without /v1/ingest");
  configure({ endpoint: undefined });
  vi.stubEnv("INGESTLAYER_ENDPOINT", stack.url + path);

  expect(await refused(ingest("a", {}))).toMatchObject({ code: "not_configured", message: hint });
  expect(stack.requests).toEqual([]);
});

test("reads key and endpoint from the environment at each call unless they are configured", async () => {
  configure({ apiKey: undefined, endpoint: undefined });
  expect(await refused(ingest("a", {}))).toMatchObject({
    code: "not_configured",
    message: "There is no API key: set INGESTLAYER_KEY, or call configure({ apiKey }).",
    retryable: false,
  });
  vi.stubEnv("INGESTLAYER_KEY", "il_of_environment");
  expect(await refused(ingest("a", {}))).toMatchObject({ message: expect.stringContaining("endpoint") as unknown });
  vi.stubEnv("INGESTLAYER_ENDPOINT", stack.url);

  await ingest("a", {});

  expect(stack.requests[0]?.headers.authorization).toBe("Bearer il_of_environment");
});

test("works without access to the environment, as in Deno", async () => {
  vi.stubGlobal("process", {
    get env() {
      throw new Error("Requires env access");
    },
  });
  configure({ apiKey: undefined });

  expect(await refused(ingest("a", {}))).toMatchObject({ code: "not_configured" });
});

test.each([
  { endpoint: "ingest.example.com" },
  { endpoint: "ftp://ingest.example.com" },
  { endpoint: "https://user:pass@ingest.example.com" },
  { apiKey: "two words" },
  { apiKey: "il_line\n" },
  { timeoutMs: 0 },
  { timeoutMs: NaN },
  { maxRetries: -1 },
])("refuses to send with %o", async (options) => {
  configure(options);

  expect(await refused(ingest("a", {}))).toMatchObject({ code: "not_configured", retryable: false });
  expect(stack.requests).toEqual([]);
});

test("configure keeps options that it is not given", async () => {
  configure({ maxRetries: 0 });

  await ingest("a", {});

  expect(stack.requests).toHaveLength(1);
});

test("separate clients do not share options with each other or with configure", async () => {
  const other = await Stack.start();
  const client = createClient({ apiKey: "il_other", endpoint: other.url });

  await Promise.all([ingest("a", {}), client.ingest("b", {}), client.ingestBatch([{ type: "c", payload: {} }])]);
  await client.close();

  expect(stack.events()).toMatchObject([{ type: "a" }]);
  expect(other.events().map(({ type }) => type)).toEqual(expect.arrayContaining(["b", "c"]));
  await other[Symbol.asyncDispose]();
});

test("reports the details and the request id of a refusal", async () => {
  stack.wrong = () => "count";

  expect(await refused(ingest("a", {}, { idempotencyKey: "k_1" }))).toMatchObject({
    name: "IngestError",
    message: "Not accepted, HTTP 400 invalid_event. Nothing was accepted: 1 things are wrong.",
    status: 400,
    code: "invalid_event",
    details: [{ path: "$.payload.count", message: "is wrong" }],
    requestId: "JKJaXmPLvHcESHA=",
    retryable: false,
    idempotencyKeys: ["k_1"],
  });
});

test.each<[string, object]>([
  ["an array", []],
  ["text", "text" as unknown as object],
  ["null", null as unknown as object],
  ["a BigInt", { n: 1n }],
])("refuses %s before anything is sent", async (_, payload) => {
  expect(await refused(ingest("a", payload))).toMatchObject({ code: "invalid_event", status: 0, retryable: false });
  expect(stack.requests).toEqual([]);
});

test("can be aborted before it starts", async () => {
  expect(await refused(ingest("a", {}, { signal: AbortSignal.abort() }))).toMatchObject({ code: "aborted" });
  expect(stack.requests).toEqual([]);
});

test("can be aborted while it waits for a response", async () => {
  stack.script = ["hang"];
  const controller = new AbortController();
  const call = refused(ingest("a", {}, { signal: controller.signal }));
  await vi.waitUntil(() => stack.requests.length === 1);
  controller.abort();

  expect(await call).toMatchObject({ code: "aborted", status: 0, idempotencyKeys: stack.requests[0]?.keys });
});

test("leaves no listener on a signal", async () => {
  const { signal } = new AbortController();

  await ingest("a", {}, { signal });
  await ingestBatch([{ type: "a", payload: {} }], { signal });

  expect(getEventListeners(signal, "abort")).toEqual([]);
});
