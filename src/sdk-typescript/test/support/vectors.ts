import { readFileSync } from "node:fs";

/** The vectors of `src/contract/signature-vectors.json`, which also test the signing of the stack. */
export const { vectors, standard_webhooks: standardWebhooks } = JSON.parse(
  readFileSync(new URL("../../../contract/signature-vectors.json", import.meta.url), "utf8"),
) as {
  vectors: { name: string; secret?: string; secrets?: string[]; timestamp: number; body: string; header: string }[];
  standard_webhooks: {
    vectors: { name: string; secrets: string[]; id: string; timestamp: number; body: string; signature: string }[];
  };
};

/** The headers that the stack sends in addition to a signature. */
export const IDS = {
  "X-Ingestlayer-Event-Id": "evt_01KDVM5Q00ABCDEFGHJKMNPQRS",
  "X-Ingestlayer-Delivery-Id": "dlv_01KDVM5Q00ABCDEFGHJKMNPQRS",
  "X-Ingestlayer-Attempt": "2",
};
