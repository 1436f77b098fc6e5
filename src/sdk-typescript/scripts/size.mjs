// Fails when a bundle that contains only `ingest` is larger than the budget.
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const BUDGET = 4 * 1024;

const { outputFiles } = await build({
  stdin: {
    contents: 'export { ingest } from "@ingestlayer/sdk";',
    resolveDir: fileURLToPath(new URL("../target/consumer", import.meta.url)),
  },
  bundle: true,
  minify: true,
  format: "esm",
  platform: "browser",
  target: "es2022",
  write: false,
});
const bytes = gzipSync(outputFiles[0].contents, { level: 9 }).length;
console.log(`ingest alone, minified and gzipped: ${bytes} of ${BUDGET} bytes`);
process.exitCode = bytes > BUDGET ? 1 : 0;
