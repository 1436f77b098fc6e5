import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: { "@ingestlayer/sdk/webhooks": fileURLToPath(new URL("src/webhooks.ts", import.meta.url)) },
  },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/pack.ts",
    testTimeout: 60_000, // generous, because a busy machine may be slow; no test waits for it
  },
});
