import { verify, WebhookVerificationError } from "@ingestlayer/sdk/webhooks";
import express from "express";

export const app = express();

// Raw: a body that was parsed and written again has other bytes, and no signature fits those.
app.post("/hooks", express.raw({ type: "application/json" }), async (request, response) => {
  try {
    const { event, deliveryId } = await verify(
      request.body as Buffer,
      request.headers,
      process.env["ACME_WEBHOOK"] ?? "",
    );
    console.log(deliveryId, event.type, event.payload);
    response.sendStatus(204);
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) {
      throw error; // answered 500: the webhook comes again
    }
    response.status(400).send(error.code);
  }
});
