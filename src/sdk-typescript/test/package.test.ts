import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { KEY, Stack } from "./support/stack.js";
import { IDS, vectors } from "./support/vectors.js";

const run = promisify(execFile);
const consumer = inject("consumer");

let stack: Stack;

beforeEach(async () => {
  stack = await Stack.start();
});

afterEach(() => stack[Symbol.asyncDispose]());

/** Returns the output of a program that has the package installed. */
async function node(type: "module" | "commonjs", program: string, ...options: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [...options, `--input-type=${type}`, "--eval", program], {
    cwd: consumer,
    env: { INGESTLAYER_KEY: KEY, INGESTLAYER_ENDPOINT: stack.url },
  });
  return stdout.trim();
}

const SEED = `ingest("feature.used", { user_id: "u_42", feature: "csv.export", count: 1 })
  .then(({ id }) => console.log(id));`;

test("works as an ES module, with the environment only", async () => {
  expect(await node("module", `import { ingest } from "@ingestlayer/sdk"; ${SEED}`)).toBe("evt_1");
});

test("works as a CommonJS module, with the environment only", async () => {
  expect(await node("commonjs", `const { ingest } = require("@ingestlayer/sdk"); ${SEED}`)).toBe("evt_1");
});

test.each([
  ["as it is", ""],
  ["without a global crypto, as Node.js 18", 'if (!delete globalThis.crypto) throw "it is still there";'],
])("verifies webhooks on Node.js %s", async (_, before) => {
  const [vector] = vectors;
  const headers = { ...IDS, "x-ingestlayer-signature": vector?.header };
  const call = [vector?.body, headers, vector?.secret].map((argument) => JSON.stringify(argument)).join(", ");
  const program = `${before}
    verify(${call}, { now: () => ${vector?.timestamp}000 }).then(({ event }) => console.log(event.type));`;

  const esm = await node("module", `import { verify } from "@ingestlayer/sdk/webhooks"; ${program}`);
  const cjs = await node("commonjs", `const { verify } = require("@ingestlayer/sdk/webhooks"); ${program}`);

  expect([esm, cjs]).toEqual(["feature.used", "feature.used"]);
});

test("a process with nothing left to do sends waiting events, retries, and exits", async () => {
  stack.script = [{ status: 503 }];

  await node(
    "module",
    `import { createClient } from "@ingestlayer/sdk";
     const client = createClient({ batch: { maxDelayMs: 3_600_000 } });
     client.ingest("a", {});
     client.ingest("b", {});`,
  );

  expect(stack.requests.map(({ keys }) => keys.length)).toEqual([2, 2]);
  expect(stack.rows.size).toBe(2);
});

test("an unhandled rejection ends the process unless onError is set", async () => {
  const program = (batch: string) =>
    `import { createClient } from "@ingestlayer/sdk";
     createClient({ maxRetries: 0, batch: ${batch} }).ingest("a", {});`;
  stack.script = ["reset", "reset"];

  await expect(node("module", program("{}"))).rejects.toMatchObject({ code: 1 });
  expect(await node("module", program("{ onError: ({ code }, { type }) => console.log(code, type) }"))).toBe(
    "network a",
  );
});

test("imports no module of Node.js and no dependency", () => {
  const files = readdirSync(`${consumer}/node_modules/@ingestlayer/sdk/dist`, { recursive: true, encoding: "utf8" });
  const imports = files
    .filter((file) => file.endsWith(".js"))
    .flatMap((file) => [
      ...readFileSync(`${consumer}/node_modules/@ingestlayer/sdk/dist/${file}`, "utf8").matchAll(
        /(?:from |import\(|require\(|import )"([^"]+)"/g,
      ),
    ])
    .map(([, specifier = ""]) => specifier);

  expect(imports.length).toBeGreaterThan(20);
  expect(imports.filter((specifier) => !specifier.startsWith("./"))).toEqual([]);
});

test("contains the required files and no others", () => {
  const installed = `${consumer}/node_modules/@ingestlayer/sdk`;
  const manifest = JSON.parse(readFileSync(`${installed}/package.json`, "utf8")) as Record<string, unknown>;

  expect(readdirSync(installed).sort()).toEqual(["LICENSE", "README.md", "dist", "examples", "package.json"]);
  expect(manifest["dependencies"]).toBeUndefined();
});

test("has the version of the project", () => {
  const pom = readFileSync(new URL("../../../pom.xml", import.meta.url), "utf8");
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };

  expect(/<artifactId>ingestlayer<\/artifactId>\s*<version>(.*?)<\/version>/.exec(pom)?.[1]).toBe(version);
});
