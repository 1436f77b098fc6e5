import { createClient, ingest, ingestBatch } from "@ingestlayer/sdk";

declare const somebody: { id: string; plan: string | undefined };
const paid = { invoice_id: "in_1", paid_at: new Date().toISOString(), lines: [1, "two"], plan: "pro" } as const;

await ingest("feature.used", { user_id: "u_42", feature: "csv.export", count: 1, plan: "free" });
await ingest("feature.used", { user_id: "u_42", feature: "csv.export" });
await ingest("feature.used", { user_id: somebody.id, feature: "csv.export", count: null, plan: somebody.plan });
await ingest("invoice.paid", { ...paid, address: { street: "Main St 1", zip: null } });
await ingest("invoice.paid", { ...paid, address: { street: "x" }, seats: 3, trial: null, raw: {}, "x-team": "growth" });
await createClient().ingest("feature.used", { user_id: "u_42", feature: "csv.export" }, { idempotencyKey: "k" });
await ingestBatch([
  { type: "feature.used", payload: { user_id: "u_42", feature: "csv.export" } },
  { type: "invoice.paid", payload: { ...paid, address: { street: "x" } }, idempotencyKey: "in_1" },
]);
