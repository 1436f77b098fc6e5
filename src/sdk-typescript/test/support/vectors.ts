import { readFileSync } from "node:fs";

/** `src/contract/signature-vectors.json`, which the stack's own signing is tested with too. */
export const { vectors, standard_webhooks: standardWebhooks } = JSON.parse(
  readFileSync(new URL("../../../contract/signature-vectors.json", import.meta.url), "utf8"),
) as {
  vectors: { name: string; secret?: string; secrets?: string[]; timestamp: number; body: string; header: string }[];
  standard_webhooks: {
    vectors: { name: string; secrets: string[]; id: string; timestamp: number; body: string; signature: string }[];
  };
};

/** What the stack sends beside a signature. */
export const IDS = {
  "X-Ingestlayer-Event-Id": "evt_01KDVM5Q00ABCDEFGHJKMNPQRS",
  "X-Ingestlayer-Delivery-Id": "dlv_01KDVM5Q00ABCDEFGHJKMNPQRS",
  "X-Ingestlayer-Attempt": "2",
};
