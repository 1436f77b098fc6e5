import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The directory of an empty project that has the package from the tarball in its `node_modules`. */
    consumer: string;
  }
}

/** Unpacks the tarball that `npm run tarball` made. */
export default function setup(project: TestProject): void {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string };
  const consumer = `${root}target/consumer`;
  const installed = `${consumer}/node_modules/@ingestlayer/sdk`;
  rmSync(consumer, { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  const tarball = `${root}target/ingestlayer-sdk-${version}.tgz`;
  execFileSync("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
  project.provide("consumer", consumer);
}
