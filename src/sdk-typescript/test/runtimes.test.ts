import { execFile, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { KEY, Stack } from "./support/stack.js";
import { IDS, vectors } from "./support/vectors.js";

const run = promisify(execFile);
const consumer = inject("consumer");

/** Other runtimes, if they are on the path. Deno has no permission to read the environment. */
const RUNTIMES: [string, string[]][] = [
  ["node", []],
  ["bun", ["run"]],
  ["deno", ["run", "--no-prompt", "--allow-net"]],
];

let stack: Stack;

beforeEach(async () => {
  stack = await Stack.start();
});

afterEach(() => stack[Symbol.asyncDispose]());

for (const [runtime, options] of RUNTIMES) {
  const here = spawnSync(runtime, ["--version"]).status === 0;

  test.skipIf(!here)(`${runtime} sends, tries again, verifies, and sends what waits before it ends`, async () => {
    stack.script = [{ status: 503 }, "reset"];
    const [vector] = vectors;
    const headers = { ...IDS, "x-ingestlayer-signature": vector?.header };
    const call = [vector?.body, headers, vector?.secret].map((argument) => JSON.stringify(argument)).join(", ");
    writeFileSync(
      `${consumer}/${runtime}.mjs`,
      `import { configure, createClient, ingest } from "@ingestlayer/sdk";
       import { verify } from "@ingestlayer/sdk/webhooks";
       const options = { apiKey: "${KEY}", endpoint: "${stack.url}" };
       configure(options);
       const { id } = await ingest("a", {});
       const { event } = await verify(${call}, { now: () => ${vector?.timestamp}000 });
       console.log(id, event.type);
       createClient({ ...options, batch: {} }).ingest("b", {}).then(({ id }) => console.log(id));`,
    );

    const { stdout } = await run(runtime, [...options, `${consumer}/${runtime}.mjs`]);

    expect(stdout.trim().split(/\s+/)).toEqual(["evt_1", "feature.used", "evt_2"]);
    expect(stack.requests.map(({ keys }) => keys[0])).toEqual([
      ...Array<unknown>(3).fill(stack.requests[0]?.keys[0]),
      [...stack.rows.keys()][1],
    ]);
  });
}
