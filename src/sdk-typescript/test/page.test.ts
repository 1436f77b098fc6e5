import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createClient } from "../src/index.js";
import { KEY, Stack } from "./support/stack.js";
import { stopTime, Traffic } from "./support/traffic.js";

const KIB = 1024;

let stack: Stack;
let traffic: Traffic;
let page: EventTarget;
let document: EventTarget & { visibilityState: string };
let sent: { bytes: number; keepalive: boolean | undefined }[];

beforeEach(async () => {
  stopTime();
  stack = await Stack.start();
  traffic = new Traffic(stack);
  sent = [];
  page = new EventTarget();
  document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  vi.stubGlobal("document", document);
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
});

afterEach(async () => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  await stack[Symbol.asyncDispose]();
});

/** Creates a client in the page with waiting events of the given sizes in KiB. */
function waiting(...sizes: number[]) {
  const watched: typeof fetch = (input, init) => {
    sent.push({ bytes: (init?.body as string).length, keepalive: init?.keepalive });
    return traffic.fetch(input, init);
  };
  const client = createClient({ apiKey: KEY, endpoint: stack.url, fetch: watched, batch: {} });
  return sizes.map((kib) => client.ingest("a", { text: "x".repeat(kib * KIB) }));
}

function hide() {
  document.visibilityState = "hidden";
  document.dispatchEvent(new Event("visibilitychange"));
}

test("a hidden page sends waiting events in a request that outlives it", async () => {
  const calls = waiting(1, 1);
  document.dispatchEvent(new Event("visibilitychange"));
  expect(sent).toEqual([]);

  hide();

  expect(sent).toMatchObject([{ keepalive: true }]);
  expect(await Promise.all(calls)).toMatchObject([{ id: "evt_1" }, { id: "evt_2" }]);
});

test("a page that is left sends waiting events", async () => {
  const calls = waiting(1);

  page.dispatchEvent(new Event("pagehide"));

  expect(sent).toMatchObject([{ keepalive: true }]);
  await Promise.all(calls);
});

test("a hidden page sends everything at once, and at most 64 KiB of it with keepalive", async () => {
  const calls = waiting(30, 25, 40, 10, 100, 3);

  hide();

  expect(sent.map(({ bytes, keepalive }) => [Math.round(bytes / KIB), keepalive])).toEqual([
    [55, true],
    [50, undefined],
    [100, undefined],
    [3, true],
  ]);
  await Promise.all(calls);
  expect(stack.rows.size).toBe(6);
});

test("keepalive requests of all clients share one limit until they are answered", async () => {
  const calls = [...waiting(50), ...waiting(50)];
  hide();
  await Promise.all(calls);
  const later = waiting(50);
  hide();
  await Promise.all(later);

  expect(sent).toMatchObject([{ keepalive: true }, { keepalive: undefined }, { keepalive: true }]);
});

test("a page listens only while events wait", async () => {
  const remove = vi.spyOn(document, "removeEventListener");
  const add = vi.spyOn(document, "addEventListener");

  const calls = waiting(1, 1);
  hide();
  await Promise.all(calls);

  expect(add).toHaveBeenCalledTimes(1);
  expect(remove.mock.calls).toEqual(add.mock.calls);
});

test("without a page, no request uses keepalive", async () => {
  vi.stubGlobal("document", undefined);
  const [call] = waiting(1);

  await traffic.settle(call as Promise<unknown>);

  expect(sent).toMatchObject([{ keepalive: undefined }]);
});
