import { createClient, ingest, ingestBatch, type EventType, type IngestEvent, type Payload } from "@ingestlayer/sdk";
import { verify, type WebhookEvent } from "@ingestlayer/sdk/webhooks";

declare const plan: string | undefined;
declare const name: string;
declare const either: "feature.used" | "order.paid";
interface Order {
  order_id: string;
}
declare const order: Order;
const used = { user_id: "u_42", feature: "csv.export" };
const client = createClient({ batch: {} });

export const results = [
  ingest("feature.used", { user_id: "u_42", feature: "csv.export", count: 1, plan }),
  ingest("feature.used", { ...used, count: null }, { idempotencyKey: "k_1", timestamp: new Date() }),
  ingest("order.paid", { order_id: "o_1", currency: "EUR", address: { city: "Ulm" } }, { timestamp: "2026-01-24" }),
  ingest("not.declared", { anything: 1 }),
  ingest("not.declared", order),
  ingest(name, { anything: 1 }),
  client.ingest("feature.used", used, { signal: AbortSignal.timeout(1) }),

  ingestBatch([{ type: "feature.used", payload: used }]),
  ingestBatch([
    { type: "feature.used", payload: { ...used, count: 1 }, timestamp: new Date() },
    { type: "order.paid", payload: { order_id: "o_1", currency: "EUR", address: { city: "Ulm" } } },
    { type: "not.declared", payload: { anything: 1 } },
  ]),
  ingestBatch([used].map((payload) => ({ type: "feature.used", payload }))),
  ingestBatch([used].map((payload) => ({ type: name, payload }))),
  client.ingestBatch([{ type: "feature.used", payload: used }], { signal: AbortSignal.timeout(1) }),
];

const list: IngestEvent[] = [{ type: "not.declared", payload: { anything: 1 } }];
list.push({ type: "feature.used", payload: used });
export const listed = ingestBatch(list);
export const type: EventType = either;
export const payload: Payload<"order.paid"> = { order_id: "o_1", currency: "USD", address: { city: "Ulm" } };

export const event = verify<WebhookEvent<Payload<"feature.used">, "feature.used">>("", {}, "").then(
  ({ event }): ["feature.used", number | null | undefined] => [event.type, event.payload.count],
);
