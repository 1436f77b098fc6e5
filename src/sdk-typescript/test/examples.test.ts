import { createHmac } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { app as expressApp } from "../examples/express.js";
import { app as honoApp } from "../examples/hono.js";
import { handler } from "../examples/lambda.js";
import { IDS } from "./support/vectors.js";

const SECRET = "whsec_of_the_examples";
const BODY = JSON.stringify({ id: "evt_1", type: "feature.used", payload: { text: "Zoë" } });

beforeEach(() => {
  vi.stubEnv("ACME_WEBHOOK", SECRET);
  vi.spyOn(console, "log").mockImplementation(() => {});
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function headers(secret: string): Record<string, string> {
  const t = Math.floor(Date.now() / 1000);
  const v1 = createHmac("sha256", secret).update(`${t}.${BODY}`).digest("hex");
  return { ...IDS, "X-Ingestlayer-Signature": `t=${t},v1=${v1}`, "Content-Type": "application/json" };
}

async function express(secret: string) {
  const server = expressApp.listen(0);
  try {
    const url = `http://localhost:${(server.address() as AddressInfo).port}/hooks`;
    const response = await fetch(url, { method: "POST", headers: headers(secret), body: BODY });
    return { status: response.status, text: await response.text() };
  } finally {
    server.close();
  }
}

async function hono(secret: string) {
  const request = { method: "POST", headers: headers(secret), body: BODY };
  const response = await honoApp.request("/hooks", request, { ACME_WEBHOOK: SECRET });
  return { status: response.status, text: await response.text() };
}

async function lambda(secret: string, base64 = false) {
  const body = base64 ? Buffer.from(BODY).toString("base64") : BODY;
  const lowerCase = Object.fromEntries(Object.entries(headers(secret)).map(([k, v]) => [k.toLowerCase(), v]));
  const request = { headers: lowerCase, body, isBase64Encoded: base64 };
  const { statusCode, body: text = "" } = await handler(request as unknown as APIGatewayProxyEventV2);
  return { status: statusCode, text };
}

describe.each([
  ["express", express],
  ["hono", hono],
  ["lambda", lambda],
  ["lambda, given base 64", (secret: string) => lambda(secret, true)],
])("the example for %s", (_, send) => {
  test("accepts a webhook", async () => {
    expect(await send(SECRET)).toEqual({ status: 204, text: "" });
    expect(console.log).toHaveBeenCalledWith(IDS["X-Ingestlayer-Delivery-Id"], "feature.used", { text: "Zoë" });
  });

  test("refuses a forged webhook", async () => {
    expect(await send("whsec_guessed")).toEqual({ status: 400, text: "mismatch" });
    expect(console.log).not.toHaveBeenCalled();
  });
});
