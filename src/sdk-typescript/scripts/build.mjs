// Compiles src to dist/esm and dist/cjs, each with its types, and copies the licence into the package.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const tsc = createRequire(import.meta.url).resolve("typescript/lib/tsc.js");

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
rmSync("dist", { recursive: true, force: true });
compile("esm", "--module", "nodenext");
compile("cjs", "--module", "commonjs", "--moduleResolution", "bundler", "--verbatimModuleSyntax", "false");
writeFileSync("dist/cjs/package.json", '{ "type": "commonjs" }\n');
copyFileSync("../../LICENSE", "LICENSE");
mkdirSync("target", { recursive: true }); // npm pack writes tarballs here

function compile(name, ...options) {
  const output = ["--noEmit", "false", "--declaration", "--outDir", `dist/${name}`];
  execFileSync(process.execPath, [tsc, "--project", ".", ...output, ...options], { stdio: "inherit" });
}
