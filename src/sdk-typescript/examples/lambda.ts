import { verify, WebhookVerificationError } from "@ingestlayer/sdk/webhooks";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";

/** Handles requests of a function URL or an HTTP API. */
export async function handler(request: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const body = Buffer.from(request.body ?? "", request.isBase64Encoded ? "base64" : "utf8");
  try {
    const { event, deliveryId } = await verify(body, request.headers, process.env["ACME_WEBHOOK"] ?? "");
    console.log(deliveryId, event.type, event.payload);
    return { statusCode: 204 };
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) {
      throw error; // the response is 502, so the webhook is sent again
    }
    return { statusCode: 400, body: error.code };
  }
}
