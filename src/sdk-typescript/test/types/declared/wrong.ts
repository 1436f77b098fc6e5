import { createClient, ingest, ingestBatch, type IngestEvent } from "@ingestlayer/sdk";

const client = createClient();
const address = { city: "Ulm" };

export const results = [
  // @ts-expect-error a field is missing
  ingest("feature.used", { user_id: "u_42" }),
  // @ts-expect-error a field is misspelled
  ingest("feature.used", { user_id: "u_42", feature: "csv.export", cuont: 1 }),
  // @ts-expect-error a field has the wrong type
  ingest("feature.used", { user_id: "u_42", feature: "csv.export", count: "1" }),
  // @ts-expect-error null, but the declaration has no question mark
  ingest("feature.used", { user_id: null, feature: "csv.export" }),
  // @ts-expect-error the enum does not have this value
  ingest("order.paid", { order_id: "o_1", currency: "eur", address }),
  // @ts-expect-error a field inside another is misspelled
  ingest("order.paid", { order_id: "o_1", currency: "EUR", address: { city: "Ulm", zipp: "89073" } }),
  // @ts-expect-error an option is misspelled
  ingest("feature.used", { user_id: "u_42", feature: "csv.export" }, { idempotenceKey: "k_1" }),
  // @ts-expect-error an option has the wrong type
  ingest("feature.used", { user_id: "u_42", feature: "csv.export" }, { timestamp: 1767225600 }),
  // @ts-expect-error the payload is not an object
  ingest("not.declared", "text"),
  // @ts-expect-error the same error for a client
  client.ingest("feature.used", { user_id: "u_42" }),

  // @ts-expect-error a field is missing
  ingestBatch([{ type: "feature.used", payload: { user_id: "u_42" } }]),
  ingestBatch([
    { type: "not.declared", payload: { anything: 1 } },
    // @ts-expect-error a field is misspelled
    { type: "feature.used", payload: { user_id: "u_42", feature: "csv.export", cuont: 1 } },
    // @ts-expect-error a field has the wrong type
    { type: "order.paid", payload: { order_id: 1, currency: "EUR", address } },
    // @ts-expect-error the event has no such field
    { type: "not.declared", payload: {}, idempotenceKey: "k_1" },
  ]),
  // @ts-expect-error the same error for a client
  client.ingestBatch([{ type: "feature.used", payload: { user_id: "u_42" } }]),
];

// @ts-expect-error a field is missing
export const event: IngestEvent<"feature.used"> = { type: "feature.used", payload: { user_id: "u_42" } };

// @ts-expect-error an option is misspelled
createClient({ api_key: "il_live_" });
// @ts-expect-error an option has the wrong type
createClient({ batch: { maxEvents: "100" } });
