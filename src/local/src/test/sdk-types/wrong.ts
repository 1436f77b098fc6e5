// Every line that ends in "wrong" must not compile; all others must.
import { createClient, ingest, ingestBatch } from "@ingestlayer/sdk";

const paid = { invoice_id: "in_1", paid_at: "2026-01-31T10:00:00Z", lines: [], address: { street: "x" } };
const client = createClient();

await ingest("feature.used", { user_id: "u_42" }); // missing: wrong
await ingest("feature.used", { user_id: "u_42", feature: "csv.export", cuont: 1 }); // misspelt: wrong
await ingest("feature.used", { user_id: 42, feature: "csv.export" }); // another type: wrong
await ingest("invoice.paid", { ...paid, plan: "gold" }); // not in the enum: wrong
await ingest("feature.used", { user_id: null, feature: "csv.export" }); // null: wrong
await ingest("invoice.paid", { ...paid, plan: "pro", seats: null }); // null without a question mark: wrong
await ingest("invoice.paid", { ...paid, plan: "pro", address: { zip: "1" } }); // missing further down: wrong
await ingest("invoice.paid", { ...paid, plan: "pro", address: { street: "x", zpi: "1" } }); // misspelt further down: wrong
await ingest("invoice.paid", { ...paid, plan: "pro", lines: {} }); // no array: wrong
await ingest("invoice.paid", { ...paid, plan: "pro", raw: "text" }); // no object: wrong
await ingest("feature.used", "csv.export"); // no payload: wrong
await client.ingest("feature.used", { user_id: "u_42" }); // by a client: wrong
await ingestBatch([
  { type: "invoice.paid", payload: { ...paid, plan: "pro" } },
  { type: "feature.used", payload: { user_id: "u_42", feature: 7 } }, // in a batch: wrong
]);
