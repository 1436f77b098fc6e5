// Checks the tarball with tools that find common mistakes in packages and their types.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const tarball = `target/ingestlayer-sdk-${version}.tgz`;
// Skips the resolution of TypeScript before 4.7 (node10), which ignores exports and cannot find ./webhooks.
run("publint/src/cli.js", "--strict", tarball);
run("@arethetypeswrong/cli/dist/index.js", "--profile", "node16", tarball);

function run(program, ...options) {
  execFileSync(process.execPath, [`node_modules/${program}`, ...options], { stdio: "inherit" });
}
