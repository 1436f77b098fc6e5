import { verify, WebhookVerificationError } from "@ingestlayer/sdk/webhooks";
import { Hono } from "hono";

export const app = new Hono<{ Bindings: { ACME_WEBHOOK: string } }>();

app.post("/hooks", async (context) => {
  try {
    const body = await context.req.text();
    const { event, deliveryId } = await verify(body, context.req.raw.headers, context.env.ACME_WEBHOOK);
    console.log(deliveryId, event.type, event.payload);
    return context.body(null, 204);
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) {
      throw error; // the response is 500, so the webhook is sent again
    }
    return context.text(error.code, 400);
  }
});
