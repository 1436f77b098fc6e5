import { inspect } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createClient, type ClientOptions } from "../src/index.js";
import { type Behaviour, KEY, Stack } from "./support/stack.js";

let stack: Stack;

beforeEach(async () => {
  stack = await Stack.start();
});

afterEach(() => stack[Symbol.asyncDispose]());

/** Returns every form in which a program may print a value. */
function printed(value: unknown): string {
  const { stack = "", message = "" } = value as Partial<Error>;
  return [
    inspect(value, { depth: 9, showHidden: true, getters: true }),
    JSON.stringify(value),
    String(value),
    stack,
    message,
  ].join();
}

test("a client does not show its key", () => {
  const client = createClient({ apiKey: KEY, endpoint: stack.url, batch: {} });

  expect(printed(client)).not.toContain(KEY);
  expect(printed(client)).toContain("ingest");
});

test.each<[string, ClientOptions, Behaviour[]]>([
  [
    "an answer that repeats it",
    {},
    [{ status: 401, body: { error: { code: KEY, message: `No key ${KEY}`, details: [{ path: KEY, message: KEY }] } } }],
  ],
  ["an answer that is no JSON", {}, [{ status: 400, body: `<html>${KEY}` }]],
  ["a redirect", {}, [{ status: 302, headers: { location: `/${KEY}` } }]],
  ["a connection that breaks", {}, ["reset"]],
  ["a key that no header can hold", { apiKey: `${KEY}\n` }, []],
  [
    "a fetch that fails with its own words",
    { fetch: (_, init) => Promise.reject(Object.assign(new Error(JSON.stringify(init)), { init })) },
    [],
  ],
  [
    "a fetch that fails with a cause",
    { fetch: () => Promise.reject(new Error("fetch failed", { cause: new Error(KEY) })) },
    [],
  ],
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- other code may do so
  ["a fetch that fails with no error at all", { fetch: () => Promise.reject(KEY) }, []],
  ["an option out of range", { timeoutMs: NaN }, []],
])("an error does not show the key: %s", async (_, options, script) => {
  stack.script = script;
  const client = createClient({ apiKey: KEY, endpoint: stack.url, maxRetries: 0, ...options });

  const error: unknown = await client.ingest("a", {}).catch((reason: unknown) => reason);

  expect(error).toMatchObject({ name: "IngestError" });
  expect(printed(error)).not.toContain(KEY);
});
