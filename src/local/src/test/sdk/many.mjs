// node many.mjs <calls> <at once>: calls ingest, and prints how each call ended and how often.
import { createClient, IngestError } from "@ingestlayer/sdk";

const [calls, atOnce] = process.argv.slice(2).map(Number);
const client = createClient({ maxRetries: 2 });
const results = [];

async function call(n) {
  const result = { n, settled: 0 };
  results.push(result);
  await client.ingest("feature.used", { user_id: "u_many", feature: n % 10 ? "login" : "csv.export", count: n }).then(
    ({ id, duplicate }) => Object.assign(result, { settled: result.settled + 1, id, duplicate }),
    (error) =>
      Object.assign(result, {
        settled: result.settled + 1,
        error: { known: error instanceof IngestError, code: error.code, retryable: error.retryable, text: String(error) },
      }),
  );
}

let next = 0;
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    while (next < calls) {
      await call(next++);
    }
  }),
);
console.log(JSON.stringify(results));
