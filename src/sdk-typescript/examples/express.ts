import { verify, WebhookVerificationError } from "@ingestlayer/sdk/webhooks";
import express from "express";

export const app = express();

// Uses the raw body: a body that was parsed and serialized again has other bytes, which no signature matches.
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
      throw error; // the response is 500, so the webhook is sent again
    }
    response.status(400).send(error.code);
  }
});
