import { createClient, ingest, ingestBatch, type EventType } from "@ingestlayer/sdk";

declare const name: string;

export const right = [
  ingest("feature.used", { user_id: "u_42" }),
  ingestBatch([{ type: "feature.used", payload: { user_id: "u_42" } }]),
];

export const wrong = [
  // @ts-expect-error the stack refuses this type
  ingest("feature.usd", { user_id: "u_42" }),
  // @ts-expect-error the same error for a client
  createClient().ingest("feature.usd", { user_id: "u_42" }),
  // @ts-expect-error the type may be one that the stack refuses
  ingest(name, {}),
  // @ts-expect-error a field is missing
  ingest("feature.used", {}),
  ingestBatch([
    { type: "feature.used", payload: { user_id: "u_42" } },
    // @ts-expect-error the stack refuses this type
    { type: "feature.usd", payload: { user_id: "u_42" } },
  ]),
];

// @ts-expect-error the stack refuses this type
export const type: EventType = "feature.usd";
