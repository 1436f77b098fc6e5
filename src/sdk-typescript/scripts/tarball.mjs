// Has the tarball looked at by those who know what goes wrong with packages and their types.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const tarball = `target/ingestlayer-sdk-${version}.tgz`;
// Not as TypeScript resolved before 4.7 (node10): it knows nothing of exports, so there is no ./webhooks for it.
run("publint/src/cli.js", "--strict", tarball);
run("@arethetypeswrong/cli/dist/index.js", "--profile", "node16", tarball);

function run(program, ...options) {
  execFileSync(process.execPath, [`node_modules/${program}`, ...options], { stdio: "inherit" });
}
